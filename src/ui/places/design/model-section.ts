import { css, html, type TemplateResult } from 'lit';
import type { ExperimentSpec, TransformerFamily } from '../../../lab/experiment/experiment.js';
import { initialisationsOf } from '../../../models/initialise.js';
import { selectRow, stepperRow, switchRow } from '../../parts/rows.js';
import { withModel } from '../../experiment/experiment-edits.js';
import { words } from '../../experiment/words.js';

const MOST_LAYERS = 8;

/** What kind of transformer it is, folded away. Styles: `modelSectionStyles`, those of rows. */
export function modelSection(
  spec: ExperimentSpec,
  model: TransformerFamily,
  change: (spec: ExperimentSpec) => void,
): TemplateResult {
  const set = (part: Partial<TransformerFamily>): void => change(withModel(spec, part));
  const said = words.model;
  const schemes = initialisationsOf(model);
  const initialisations = Object.fromEntries(schemes.map((scheme) => [scheme, said.initialisations[scheme]]));
  return html`<details class="model">
    <summary>${said.title} <small>${said.summary(model)}</small></summary>
    <div class="rows">
      ${stepperRow({
        id: 'layers',
        label: said.layers,
        fewer: said.fewerLayers,
        more: said.moreLayers,
        minimum: 1,
        maximum: MOST_LAYERS,
        value: model.depth,
        change: (depth) => set({ depth }),
      })}
      ${selectRow({
        label: said.activation,
        options: said.activations,
        value: model.activation,
        change: (activation) => set({ activation }),
      })}
      ${selectRow({
        label: said.norm,
        options: said.norms,
        value: model.norm,
        change: (norm) => set({ norm }),
      })}
      ${selectRow({
        label: said.positions,
        options: said.positionKinds,
        value: model.positions,
        change: (positions) => set({ positions }),
      })}
      ${selectRow({
        label: said.initialisation,
        options: initialisations,
        value: model.initialisation,
        change: (initialisation) => set({ initialisation }),
      })}
      ${switchRow({ label: said.tied, value: model.tied, change: (tied) => set({ tied }) })}
      ${switchRow({ label: said.biases, value: model.biases, change: (biases) => set({ biases }) })}
    </div>
  </details>`;
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
