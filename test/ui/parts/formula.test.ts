// Covers src/ui/parts/formula.ts: exponents and indices in texts of the page.

import { expect } from 'chai';
import { render } from 'lit';
import { formula } from '../../../src/ui/parts/formula.js';

function shown(text: string): string {
  const host = document.createElement('p');
  render(formula(text), host);
  return host.innerHTML.replaceAll(/<!--.*?-->/g, '');
}

describe('a formula in a text', () => {
  it('has its exponents raised', () => {
    expect(shown('L = 1.69 + 406 N^−0.340 + 411 D^-beta, least squares.')).to.equal(
      'L = 1.69 + 406 N<sup>−0.340</sup> + 411 D<sup>−beta</sup>, least squares.',
    );
    expect(shown('is it D^(-a / (1 + a))?')).to.equal('is it D<sup>−a / (1 + a)</sup>?');
    expect(shown('grows as C^a, D as C^b.')).to.equal('grows as C<sup>a</sup>, D as C<sup>b</sup>.');
  });

  it('has its indices lowered, in exponents too', () => {
    expect(shown('((N_c / N)^(α_N / α_D) + D_c / D)^α_D')).to.equal(
      '((N<sub>c</sub> / N)<sup>α<sub>N</sub> / α<sub>D</sub></sup> + D<sub>c</sub> / D)<sup>α<sub>D</sub></sup>',
    );
  });

  it('leaves other texts and names as they are', () => {
    for (const text of ['', 'column loss_se, x_min, a_bc', 'a ^ b', '10⁵ & <b>']) {
      expect(shown(text)).to.equal(text.replace('&', '&amp;').replace('<b>', '&lt;b&gt;'));
    }
  });
});
