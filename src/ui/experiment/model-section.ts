import { css, html, type TemplateResult } from 'lit';
import type { ExperimentSpec, TransformerFamily } from '../../lab/experiment/experiment.js';
import { initialisationsOf, type Initialisation } from '../../models/initialise.js';
import { withModel } from './experiment-edits.js';

const activationLabels: Readonly<Record<TransformerFamily['activation'], string>> = {
  gelu: 'GELU',
  relu: 'ReLU',
  'relu-squared': 'ReLU²',
  swiglu: 'SwiGLU',
};
const normLabels: Readonly<Record<TransformerFamily['norm'], string>> = {
  layernorm: 'LayerNorm',
  rmsnorm: 'RMSNorm',
};
const positionLabels: Readonly<Record<TransformerFamily['positions'], string>> = {
  learned: 'learned',
  rotary: 'rotary',
};
const initialisationLabels: Readonly<Record<Initialisation, string>> = {
  pytorch: 'PyTorch',
  lecun: 'LeCun',
  he: 'He',
  gpt2: 'GPT-2',
  'zero-output': 'zero outputs',
  mup: 'muP',
};

const MOST_LAYERS = 8;

/** What kind of transformer it is, folded away. Styles: `modelSectionStyles`, the panel's rows and steppers. */
export function modelSection(
  spec: ExperimentSpec,
  model: TransformerFamily,
  change: (spec: ExperimentSpec) => void,
): TemplateResult {
  const set = (part: Partial<TransformerFamily>): void => change(withModel(spec, part));
  const select = <Value extends string>(
    label: string,
    labels: Readonly<Partial<Record<Value, string>>>,
    value: Value,
    choose: (value: Value) => void,
  ): TemplateResult =>
    html`<label class="row"
      ><span>${label}</span
      ><select
        .value=${value}
        @change=${(event: Event) => choose((event.target as HTMLSelectElement).value as Value)}
      >
        ${Object.entries<string | undefined>(labels).map(
          ([name, words]) => html`<option value=${name} ?selected=${name === value}>${words}</option>`,
        )}
      </select></label
    >`;
  const flag = (label: string, value: boolean, turn: (on: boolean) => void): TemplateResult =>
    html`<label class="row"
      ><span>${label}</span
      ><input
        type="checkbox"
        role="switch"
        .checked=${value}
        @change=${(event: Event) => turn((event.target as HTMLInputElement).checked)}
    /></label>`;
  const schemes = initialisationsOf(model);
  const offered = Object.fromEntries(schemes.map((scheme) => [scheme, initialisationLabels[scheme]]));
  return html`<details class="model">
    <summary>Model <small>${modelWords(model)}</small></summary>
    <div class="rows">
      <div class="row">
        <span id="layers">Layers</span>
        <span class="stepper" role="group" aria-labelledby="layers">
          <button
            aria-label="Fewer layers"
            ?disabled=${model.depth <= 1}
            @click=${() => set({ depth: model.depth - 1 })}
          >
            −</button
          ><output>${model.depth}</output
          ><button
            aria-label="More layers"
            ?disabled=${model.depth >= MOST_LAYERS}
            @click=${() => set({ depth: model.depth + 1 })}
          >
            +
          </button>
        </span>
      </div>
      ${select('Activation', activationLabels, model.activation, (activation) => set({ activation }))}
      ${select('Norm', normLabels, model.norm, (norm) => set({ norm }))}
      ${select('Positions', positionLabels, model.positions, (positions) => set({ positions }))}
      ${select('Initialisation', offered, model.initialisation, (initialisation) => set({ initialisation }))}
      ${flag('Tied head', model.tied, (tied) => set({ tied }))}
      ${flag('Biases', model.biases, (biases) => set({ biases }))}
    </div>
  </details>`;
}

/** `2 layers, GELU, LayerNorm`. */
function modelWords({ depth, activation, norm }: TransformerFamily): string {
  return `${depth} ${depth === 1 ? 'layer' : 'layers'}, ${activationLabels[activation]}, ${normLabels[norm]}`;
}

export const modelSectionStyles = css`
  .model summary {
    padding: 0.2rem 0;
    font-size: 0.875rem;
    font-weight: 500;
    cursor: pointer;
  }
  .model small {
    margin-left: 0.35em;
    color: var(--ink-faint);
    font-size: var(--tiny);
    font-weight: 400;
  }
`;
