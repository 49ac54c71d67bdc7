/** Terms of the glossary: training. */
export const words = {
  training: {
    name: 'Training',
    definition:
      'Changing the parameters of a network in many small steps, each of which lowers its loss on a few samples.',
  },
  batch: {
    name: 'Batch',
    also: ['batch size'],
    definition:
      'The samples of one training step. Beyond a critical size larger batches save no more steps, and waste data.',
    source: 'mccandlish',
  },
  epoch: {
    name: 'Epoch',
    definition: 'One pass through all samples of a data set.',
    number: 'For large language models up to four passes are almost as good as new data.',
    source: 'muennighoff',
  },
  'learning-rate': {
    name: 'Learning rate',
    definition:
      'How large the steps of training are. Too small, and the network does not get there; too large, and it diverges.',
  },
  sweep: {
    name: 'Learning-rate sweep',
    also: ['sweep'],
    definition:
      'The same training with several learning rates, of which the best one counts. Without it a law may show badly chosen rates instead of sizes.',
  },
  schedule: {
    name: 'Schedule',
    also: ['decay', 'cosine'],
    definition:
      'How the learning rate changes during training: up, steady, and down to zero. A model that is measured before the end looks worse than it is.',
  },
  'warm-up': {
    name: 'Warm-up',
    definition:
      'The first steps of training, in which the learning rate rises. It has to be short in comparison with the training.',
    source: 'porian',
  },
  wsd: {
    name: 'Warm-up, stable, decay',
    also: ['WSD', 'branch'],
    definition:
      'A schedule that holds the learning rate and lowers it whenever a result is needed. One training so gives results at many lengths.',
    source: 'haegele',
  },
  adamw: {
    name: 'AdamW',
    also: ['Adam'],
    definition:
      'The usual optimiser. It gives each parameter a step size of its own and lets all of them shrink a little.',
    source: 'loshchilov',
  },
  muon: {
    name: 'Muon',
    definition:
      'A newer optimiser for the matrices of a network: it makes a step equally long in all their directions.',
    number: 'How much it saves is contested: compute multipliers of 1.1 to 1.9 are published.',
    source: 'liu',
  },
  optimiser: {
    name: 'Optimiser',
    also: ['optimizer'],
    definition: 'The rule by which a training step changes the parameters.',
  },
  seed: {
    name: 'Seed',
    definition:
      'The number that fixes all that is random in a training. The same seed gives the same result, bit for bit.',
  },
  replica: {
    name: 'Replica',
    definition:
      'One of several models of the same size that differ in seed or learning rate only. How much their losses differ is the noise of the measurement.',
  },
  overfitting: {
    name: 'Overfitting',
    definition:
      'Learning the training samples by heart: the loss on them goes on falling while the loss on new samples rises.',
  },
  evaluation: {
    name: 'Evaluation',
    also: ['test loss', 'validation'],
    definition: 'Measuring a model on samples that it was not trained on.',
  },
  divergence: {
    name: 'Divergence',
    also: ['diverged'],
    definition:
      'The loss grows without end, because the learning rate is too high. Such a model has no result.',
  },
  'over-training': {
    name: 'Over-training',
    definition:
      'Training a model on more data than is compute-optimal, on purpose: it is smaller, and so cheaper to use.',
    source: 'sardana',
  },
} as const;
