/** A normal variable lies within this many standard deviations of its mean with a probability of 95 %. */
export const Z95 = 1.959963984540054;
