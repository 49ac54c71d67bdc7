/** What the card of a term and the page of all terms say around them. */
export const words = {
  title: 'Glossary',
  lead: 'Every technical word of this page, in plain English. Numbers of other laboratories have their source beside them.',
  search: 'Search the glossary',
  count: (count: number, total: number): string =>
    count === total ? `${total} words` : `${count} of ${total} words`,
  none: (search: string): string => `No word of this page matches “${search}”.`,
  showAll: 'Show all words',
  read: (said: string): string => `“${said}”`,
  also: (others: readonly string[]): string => `Also: ${others.join(', ')}.`,
  toGlossary: 'Glossary',
} as const;
