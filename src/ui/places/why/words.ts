// Why scaling laws matter: claims with their sources, and how sure each claim is.

const sure = {
  reported: 'Reported by those who did it',
  estimate: 'An estimate from outside',
  open: 'Open, or contested',
} as const;

export interface Claim {
  readonly sure: keyof typeof sure;
  /** With its sources: `{kaplan}`. */
  readonly text: string;
}

export interface Section {
  readonly title: string;
  readonly claims: readonly Claim[];
}

const sections: readonly Section[] = [
  {
    title: 'They predict before anybody pays',
    claims: [
      {
        sure: 'reported',
        text: 'In 2020 Kaplan and others found that the loss of language models falls as a power law of size, data and compute, over many orders of magnitude. {kaplan} Power laws had been found before, for translation, speech and images. {hestness}',
      },
      {
        sure: 'reported',
        text: 'GPT-3 was the test: a hundred times larger than its predecessor. Its loss continued the law of smaller models for two more orders of magnitude of compute, with small deviations only. {brown}',
      },
      {
        sure: 'reported',
        text: 'The loss of GPT-4 was predicted, shortly after its training began, from models with at most 1/10 000 of its compute. {openai}',
      },
    ],
  },
  {
    title: 'They say how to spend a budget',
    claims: [
      {
        sure: 'reported',
        text: 'Chinchilla has 70 billion parameters and saw 1.4 trillion tokens. Gopher has 280 billion and saw 300 billion tokens. Both took the same compute. In an exam of many subjects (MMLU) the smaller one got 67.6 % right, the larger one 60.0 %. {hoffmann}',
      },
      {
        sure: 'open',
        text: 'It is not a clean proof: optimiser, tokenizer and mix of texts differed too. And the printed constants of its law were wrong. Others read the points off a figure, fitted them again, and found it. {besiroglu}',
      },
      {
        sure: 'reported',
        text: 'Models that answer often are made smaller than that and trained longer, because each answer costs compute too. {sardana} Llama 3 with 8 billion parameters saw about 15 trillion tokens. {llama}',
      },
    ],
  },
  {
    title: 'What the largest trainings cost',
    claims: [
      {
        sure: 'estimate',
        text: 'Hardware and energy for the final training of the most expensive models grew 2.4 times a year since 2016, with a range of 2.0 to 2.9. If that goes on, one training costs more than a billion dollars by 2027. {cottier}',
      },
      {
        sure: 'estimate',
        text: 'GPT-4: about 40 million dollars, if one counts the wear of the hardware and the energy {cottier}; 78 million at prices of rented computers {aiIndex}. Always ask which way of counting is meant.',
      },
      {
        sure: 'reported',
        text: 'DeepSeek-V3: 5.6 million dollars, at an assumed rent of 2 dollars an hour for each processor. The report itself says that this leaves out earlier research and trials. {deepseek}',
      },
      {
        sure: 'estimate',
        text: 'Of the whole development hardware is 47 to 67 %, staff 29 to 49 %, and energy 2 to 6 %. {cottier}',
      },
    ],
  },
  {
    title: 'Energy',
    claims: [
      {
        sure: 'estimate',
        text: 'Training GPT-3 took about 1287 MWh and caused 552 t of CO₂. {patterson}',
      },
      {
        sure: 'reported',
        text: 'BLOOM, as large as GPT-3, took 433 MWh and 24.7 t while it trained, on newer processors and on a grid with little coal. {luccioni} So where and on what one trains made a factor of 22.',
      },
      {
        sure: 'reported',
        text: 'Llama 3.1 with 405 billion parameters took 30.84 million hours of processors with 700 W each: 21.6 GWh for the processors alone. {llamaCard}',
      },
      {
        sure: 'estimate',
        text: 'A typical question to GPT-4o takes about 0.3 Wh; long inputs take far more. {you} All data centres together used 415 TWh in 2024, which is 1.5 % of the world’s electricity. The base case for 2030 is about 945 TWh; machine learning is a part of it. {iea}',
      },
    ],
  },
  {
    title: 'Better recipes count as much',
    claims: [
      {
        sure: 'estimate',
        text: 'The compute for a fixed loss of language halved about every 8 months since 2012, with a range of 5 to 14. {ho}',
      },
      {
        sure: 'open',
        text: 'How much a single new recipe saves is contested. For the optimiser Muon one study reports half the compute {liu}, another, with both sides tuned alike, about 10 to 30 % {wen}.',
      },
    ],
  },
  {
    title: 'What may end it',
    claims: [
      {
        sure: 'estimate',
        text: 'Text: trainings may use as much as there is of public human text between 2026 and 2032. The same authors’ earlier forecast for texts of high quality said before 2026; the date moves. {villalobos} Up to about four passes over a text are almost as good as new text. {muennighoff}',
      },
      {
        sure: 'open',
        text: 'Money: a power law needs the same factor of compute for each further percent, and the floor does not give way. The table below shows how fast it grows.',
      },
      {
        sure: 'open',
        text: 'Breaks: a law can bend where nobody has measured. One can fit a bend once it is in the data, not before. {caballero}',
      },
      {
        sure: 'reported',
        text: 'Skills are not loss: of 46 tasks 18 improved smoothly and predictably {lourie}, and at some tasks larger models are worse {mckenzie}.',
      },
      {
        sure: 'reported',
        text: 'Rules: in the European Union a model trained with more than 10²⁵ operations is presumed to carry a systemic risk, and has duties. {eu}',
      },
    ],
  },
  {
    title: 'What the laws do not promise',
    claims: [
      { sure: 'open', text: 'That a line goes on. It is known where it was measured.' },
      {
        sure: 'open',
        text: 'That twice the compute is twice as good. In language, twice the parameters is about 5 % less loss. {kaplan}',
      },
      {
        sure: 'open',
        text: 'Which skills appear, and when. Some appear suddenly {wei}; how suddenly depends in part on how they are scored {schaeffer}.',
      },
      { sure: 'open', text: 'That a lower loss is useful, fair or safe. The laws do not speak of these.' },
    ],
  },
];

export const words = {
  title: 'Why this matters',
  lead: 'The networks on this page are tiny. The laws are the same kind that decided how the largest ones were built, and what they cost.',
  sure,
  legend: 'How sure each claim is:',
  sections,
  table: {
    title: 'What less loss costs',
    about:
      'By the exponents of Kaplan and others for language, 0.076 in parameters, 0.095 in data and 0.050 in compute, if nothing else is scarce and there is no floor. With a floor it costs more, and some of it cannot be had.',
    less: 'Less loss',
    parameters: 'Parameters',
    data: 'Data',
    compute: 'Compute',
    times: (factor: number): string =>
      factor >= 1e6
        ? `${(factor / 1e6).toPrecision(3)} million times`
        : `${Number(factor.toPrecision(3))} times`,
  },
  sources: 'Sources',
  source: (number: number): string => `Source ${number}`,
  ways: {
    lessons: 'See it for yourself: the lessons',
    glossary: 'Glossary',
  },
} as const;
