// Publications that cards name.

import type { Source } from './card.js';

const arxiv = (id: string): string => `https://arxiv.org/abs/${id}`;

export const sources = {
  sharma: {
    authors: 'Sharma and Kaplan',
    year: 2022,
    title: 'Scaling Laws from the Data Manifold Dimension',
    url: 'https://jmlr.org/papers/v23/20-1111.html',
  },
  kaplan: {
    authors: 'Kaplan et al.',
    year: 2020,
    title: 'Scaling Laws for Neural Language Models',
    url: arxiv('2001.08361'),
  },
  hoffmann: {
    authors: 'Hoffmann et al.',
    year: 2022,
    title: 'Training Compute-Optimal Large Language Models',
    url: arxiv('2203.15556'),
  },
  henighan: {
    authors: 'Henighan et al.',
    year: 2020,
    title: 'Scaling Laws for Autoregressive Generative Modeling',
    url: arxiv('2010.14701'),
  },
  pearce: {
    authors: 'Pearce and Song',
    year: 2024,
    title: 'Reconciling Kaplan and Chinchilla Scaling Laws',
    url: arxiv('2406.12907'),
  },
  openai: {
    authors: 'OpenAI',
    year: 2023,
    title: 'GPT-4 Technical Report',
    url: arxiv('2303.08774'),
  },
  michaud: {
    authors: 'Michaud et al.',
    year: 2023,
    title: 'The Quantization Model of Neural Scaling',
    url: arxiv('2303.13506'),
  },
  muennighoff: {
    authors: 'Muennighoff et al.',
    year: 2023,
    title: 'Scaling Data-Constrained Language Models',
    url: arxiv('2305.16264'),
  },
  liu: {
    authors: 'Liu et al.',
    year: 2025,
    title: 'Muon is Scalable for LLM Training',
    url: arxiv('2502.16982'),
  },
  yang: {
    authors: 'Yang et al.',
    year: 2022,
    title: 'Tensor Programs V: Tuning Large Neural Networks via Zero-Shot Hyperparameter Transfer',
    url: arxiv('2203.03466'),
  },
  lourie: {
    authors: 'Lourie et al.',
    year: 2025,
    title: 'Scaling Laws Are Unreliable for Downstream Tasks: A Reality Check',
    url: arxiv('2507.00885'),
  },
  caballero: {
    authors: 'Caballero et al.',
    year: 2022,
    title: 'Broken Neural Scaling Laws',
    url: arxiv('2210.14891'),
  },
} as const satisfies Record<string, Source>;
