// Student's t and its quantiles, by hand because a library of distributions is far larger than this finite sum, which is exact.
//
// Student's t for a whole number of degrees of freedom nu, where its distribution is a finite sum (Abramowitz & Stegun 1964,
// 26.7.3 and 26.7.4). With t = sqrt(nu) tan(theta), the probability of |T| <= t is
//   odd nu    2/pi (theta + sin (cos + 2/3 cos^3 + ... ))
//   even nu   sin (1 + 1/2 cos^2 + (1 3)/(2 4) cos^4 + ... )     both up to cos^(nu - 2),
// and its derivative in theta is c cos^(nu - 1), with c(1) = 2/pi, c(2) = 1 and c(nu + 2) = c(nu) (nu + 1)/nu.

/**
 * The t with P(|T| <= t) = `level`, in [0, 1): half the width of a two-sided interval in standard errors. 12.706 for 0.95
 * and one degree of freedom. `degreesOfFreedom` is a whole number >= 1; the cost grows with it.
 */
export function studentT(level: number, degreesOfFreedom: number): number {
  // The probability is concave in theta: Newton's steps from 0 climb to the root and never pass it.
  let theta = 0;
  for (let i = 0; i < 100; i++) {
    const { probability, density } = central(theta, degreesOfFreedom);
    const step = (level - probability) / density;
    if (!(step > 1e-15 * theta)) break;
    theta += step;
  }
  return Math.sqrt(degreesOfFreedom) * Math.tan(theta);
}

/** P(T <= t). `degreesOfFreedom` is a whole number >= 1. */
export function studentShare(t: number, degreesOfFreedom: number): number {
  const theta = Math.atan(Math.abs(t) / Math.sqrt(degreesOfFreedom));
  const { probability } = central(theta, degreesOfFreedom);
  return (1 + Math.sign(t) * probability) / 2;
}

/** P(|T| <= sqrt(nu) tan(theta)) and its derivative in theta. */
function central(theta: number, nu: number): { probability: number; density: number } {
  const cos = Math.cos(theta);
  const odd = nu % 2 === 1;
  let term = odd ? cos : 1;
  let sum = 0;
  let c = odd ? 2 / Math.PI : 1;
  for (let k = odd ? 1 : 2; k < nu; k += 2) {
    sum += term;
    term *= (odd ? (k + 1) / (k + 2) : (k - 1) / k) * cos * cos;
    c *= (k + 1) / k;
  }
  const probability = odd ? (2 / Math.PI) * (theta + Math.sin(theta) * sum) : Math.sin(theta) * (sum + term);
  return { probability, density: c * cos ** (nu - 1) };
}
