// Publications that the glossary, the lessons and the page "why this matters" name, with those of the gallery.

import type { Source } from '../../../lab/gallery/card.js';
import { sources as ofCards } from '../../../lab/gallery/sources.js';

const arxiv = (id: string): string => `https://arxiv.org/abs/${id}`;

const source = (authors: string, year: number, title: string, url: string): Source => ({
  authors,
  year,
  title,
  url,
});

export const sources = {
  ...ofCards,
  aiIndex: source(
    'Maslej et al.',
    2024,
    'Artificial Intelligence Index Report 2024',
    'https://hai.stanford.edu/ai-index/2024-ai-index-report',
  ),
  besiroglu: source(
    'Besiroglu et al.',
    2024,
    'Chinchilla Scaling: A replication attempt',
    arxiv('2404.10102'),
  ),
  brown: source('Brown et al.', 2020, 'Language Models are Few-Shot Learners', arxiv('2005.14165')),
  chowdhery: source(
    'Chowdhery et al.',
    2022,
    'PaLM: Scaling Language Modeling with Pathways',
    arxiv('2204.02311'),
  ),
  cottier: source(
    'Cottier et al.',
    2024,
    'The rising costs of training frontier AI models',
    arxiv('2405.21015'),
  ),
  deepseek: source('DeepSeek-AI', 2024, 'DeepSeek-V3 Technical Report', arxiv('2412.19437')),
  dey: source(
    'Dey et al.',
    2023,
    'Cerebras-GPT: Open Compute-Optimal Language Models Trained on the Cerebras Wafer-Scale Cluster',
    arxiv('2304.03208'),
  ),
  eldan: source(
    'Eldan and Li',
    2023,
    'TinyStories: How Small Can Language Models Be and Still Speak Coherent English?',
    arxiv('2305.07759'),
  ),
  eu: source(
    'European Union',
    2024,
    'Regulation (EU) 2024/1689, Artificial Intelligence Act, Article 51',
    'https://eur-lex.europa.eu/eli/reg/2024/1689/oj',
  ),
  haegele: source(
    'Hägele et al.',
    2024,
    'Scaling Laws and Compute-Optimal Training Beyond Fixed Training Durations',
    arxiv('2405.18392'),
  ),
  hestness: source(
    'Hestness et al.',
    2017,
    'Deep Learning Scaling is Predictable, Empirically',
    arxiv('1712.00409'),
  ),
  ho: source('Ho et al.', 2024, 'Algorithmic progress in language models', arxiv('2403.05812')),
  hu: source(
    'Hu et al.',
    2024,
    'MiniCPM: Unveiling the Potential of Small Language Models with Scalable Training Strategies',
    arxiv('2404.06395'),
  ),
  hutter: source('Hutter', 2021, 'Learning Curve Theory', arxiv('2102.04074')),
  iea: source(
    'International Energy Agency',
    2025,
    'Energy and AI',
    'https://www.iea.org/reports/energy-and-ai',
  ),
  llamaCard: source(
    'Meta',
    2024,
    'Model card of Llama 3.1',
    'https://github.com/meta-llama/llama-models/blob/main/models/llama3_1/MODEL_CARD.md',
  ),
  llama: source('Llama Team, Meta', 2024, 'The Llama 3 Herd of Models', arxiv('2407.21783')),
  loshchilov: source(
    'Loshchilov and Hutter',
    2017,
    'Decoupled Weight Decay Regularization',
    arxiv('1711.05101'),
  ),
  luccioni: source(
    'Luccioni et al.',
    2022,
    'Estimating the Carbon Footprint of BLOOM, a 176B Parameter Language Model',
    arxiv('2211.02001'),
  ),
  mccandlish: source(
    'McCandlish et al.',
    2018,
    'An Empirical Model of Large-Batch Training',
    arxiv('1812.06162'),
  ),
  mckenzie: source('McKenzie et al.', 2023, 'Inverse Scaling: When Bigger Isn’t Better', arxiv('2306.09479')),
  nakkiran: source(
    'Nakkiran et al.',
    2019,
    'Deep Double Descent: Where Bigger Models and More Data Hurt',
    arxiv('1912.02292'),
  ),
  patterson: source(
    'Patterson et al.',
    2021,
    'Carbon Emissions and Large Neural Network Training',
    arxiv('2104.10350'),
  ),
  porian: source(
    'Porian et al.',
    2024,
    'Resolving Discrepancies in Compute-Optimal Scaling of Language Models',
    arxiv('2406.19146'),
  ),
  sardana: source(
    'Sardana et al.',
    2023,
    'Beyond Chinchilla-Optimal: Accounting for Inference in Language Model Scaling Laws',
    arxiv('2401.00448'),
  ),
  schaeffer: source(
    'Schaeffer et al.',
    2023,
    'Are Emergent Abilities of Large Language Models a Mirage?',
    arxiv('2304.15004'),
  ),
  shannon: source(
    'Shannon',
    1951,
    'Prediction and Entropy of Printed English',
    'https://doi.org/10.1002/j.1538-7305.1951.tb01366.x',
  ),
  vaswani: source('Vaswani et al.', 2017, 'Attention Is All You Need', arxiv('1706.03762')),
  villalobos: source(
    'Villalobos et al.',
    2024,
    'Will we run out of data? Limits of LLM scaling based on human-generated data',
    arxiv('2211.04325'),
  ),
  wei: source('Wei et al.', 2022, 'Emergent Abilities of Large Language Models', arxiv('2206.07682')),
  wen: source(
    'Wen et al.',
    2025,
    'Fantastic Pretraining Optimizers and Where to Find Them',
    arxiv('2509.02046'),
  ),
  you: source(
    'You',
    2025,
    'How much energy does ChatGPT use?',
    'https://epoch.ai/gradient-updates/how-much-energy-does-chatgpt-use',
  ),
} as const satisfies Record<string, Source>;

export type SourceId = keyof typeof sources;

/** `Kaplan et al. 2020`. */
export const citation = ({ authors, year }: Source): string => `${authors} ${year}`;
