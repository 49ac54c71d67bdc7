// The law that stands on the page before anything was trained: the first experiment of the first card, in the page's first load.

export { default as firstLaw } from './recordings/bigger-d4.json?law';
