/** What training has changed of a model's replicas, between two steps: all that is needed to go on with the same results. */
export interface TrainerSnapshot {
  /** Index of the segment of its steps: branches split the trunk. */
  readonly segment: number;
  /** Updates done of that segment. */
  readonly done: number;
  /** Updates in all, branches included. */
  readonly submitted: number;
  /** Contents of the buffers that training changes, in their order; the leading axis of each is the replica. */
  readonly contents: readonly Uint32Array<ArrayBuffer>[];
}
