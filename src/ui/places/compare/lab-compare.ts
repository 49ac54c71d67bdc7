import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { canonicalJson } from '../../../base/canonical-json.js';
import { groupBy } from '../../../base/group-by.js';
import { largest } from '../../../base/many.js';
import { compareFigure, type CompareView } from '../../../figures/compare-figure.js';
import type { Figure } from '../../../figures/figure.js';
import { differencesOf as settingsOfSpecs, type Differences } from '../../../lab/share/differences.js';
import type { ExperimentSpec } from '../../../lab/experiment/experiment.js';
import { exponentDifference, meanDifference } from '../../../laws/compare/difference.js';
import { drawnLaw, lawAlong, type Findings, type FoundAxis } from '../../../laws/compare/findings.js';
import '../../charts/figure/lab-figure-chart.js';
import { FindingsCache } from '../../library/findings-cache.js';
import type { Library } from '../../library/library.js';
import type { PageView } from '../../page/view.js';
import { controls } from '../../parts/controls.js';
import { remarks, remarkStyles } from '../../parts/facts.js';
import { placeStyles } from '../../parts/place-styles.js';
import { segmented, segmentedStyles } from '../../parts/segmented.js';
import { ShortcutController } from '../../session/shortcuts.js';
import { comparedIds, compareHash, keepCompared, lastCompared } from './compare-list.js';
import { compareRow } from './compare-row.js';
import { compareStyles } from './compare-styles.js';
import './lab-add-law.js';
import './lab-difference.js';
import { differencesOf, type ChosenLaw } from './lab-difference.js';
import {
  librarySource,
  recordedSource,
  recordedTogether,
  type Comparable,
  type CompareSource,
} from './sources.js';
import { resultSource } from './result-source.js';
import { tableSource } from './table-source.js';
import { exponentsWords, isClear, words } from './words.js';

/** One of what is side by side. */
interface Compared {
  readonly comparable: Comparable;
  readonly findings: Findings | null | undefined;
  /** Its colour and mark, which it keeps while it is in sight. */
  readonly index: number;
}

const axes = ['N', 'D', 'C'] as const satisfies readonly FoundAxis[];

/** Laws on one chart, and how they differ. What they are is in the address. */
@customElement('lab-compare')
export class LabCompare extends LitElement {
  static override readonly styles = [controls, placeStyles, segmentedStyles, remarkStyles, compareStyles];

  @property({ attribute: false }) view: PageView | null = null;
  /** Ids, as the address has them. */
  @property() value = '';

  /** Null until they are found. */
  @state() private _compared: readonly Compared[] | null = null;
  @state() private _missing: readonly string[] = [];
  @state() private _hidden: ReadonlySet<string> = new Set();
  @state() private _axis: FoundAxis = 'N';
  @state() private _height: CompareView['height'] = 'loss';
  @state() private _scale: CompareView['scale'] = 'log';
  /** Ids of the two whose difference is shown; null for the first two. */
  @state() private _pair: readonly string[] | null = null;

  #library: Library | null = null;
  #cache: FindingsCache | null = null;
  #sources: readonly CompareSource[] = [];
  readonly #indices = new Map<string, number>();
  #drawn: readonly ChosenLaw[] = [];
  #chosen: readonly [ChosenLaw, ChosenLaw] | null = null;
  #figure: Figure | null = null;
  /** Where names at the ends of lines would leave the chart no room. */
  readonly #narrow = window.matchMedia('(max-width: 760px)');
  /** Counts readings: what an earlier one still finds is not in sight any more. */
  #reading = 0;

  constructor() {
    super();
    const otherScale = (): unknown => (this._scale = this._scale === 'log' ? 'linear' : 'log');
    new ShortcutController(this, { l: otherScale });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#narrow.addEventListener('change', this.#onNarrow);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#narrow.removeEventListener('change', this.#onNarrow);
    this.#leave();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const library = this.view?.library ?? null;
    if (library !== this.#library) this.#enter(library);
    else if (changed.has('value')) void this.#read();
    const isTheme = changed.has('view') && changed.get('view')?.theme !== this.view?.theme;
    if ([...changed.keys()].some((name) => name !== 'view') || isTheme) this.#draw();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view, _compared: compared } = this;
    if (!view) return nothing;
    if (!compared) return html`<h1>${words.title}</h1>`;
    const specs = compared.map(({ comparable }) => comparable.spec);
    const differing = settingsThatDiffer(specs);
    const [field] = differing.fields;
    return html`<div class="head">
        <h1>${differing.fields.length === 1 ? words.question(field) : words.title}</h1>
        ${compared.length > 0 ? html`<p>${words.about(compared.length)}</p>` : nothing}
      </div>
      ${remarks(this.#remarks(compared))}
      ${compared.length === 0 ? this.#empty() : this.#body(view, compared, differing)}`;
  }

  #empty(): TemplateResult {
    const recorded = recordedTogether();
    return html`<section class="card nothing">
      <strong>${words.empty}</strong>
      <span>${words.emptyMore}</span>
      <div class="tools">
        ${
          recorded.length > 1
            ? html`<a class="button primary" href=${compareHash(recorded)}
                >${words.offer(recorded.length)}</a
              >`
            : nothing
        }
        <a class="button" href="#history">${words.toHistory}</a>
      </div>
    </section>`;
  }

  #body(view: PageView, compared: readonly Compared[], differing: Differences): TemplateResult {
    const { theme } = view;
    const isRead = compared.every(({ findings }) => findings !== undefined);
    const switches = html`<div class="switches">${this.#switches(compared)}</div>`;
    return html`<div class="charts">
        ${
          this.#figure
            ? html`<lab-figure-chart .figure=${this.#figure} .theme=${theme} name="compare"
                >${switches}</lab-figure-chart
              >`
            : html`<section class="card waiting">
                ${isRead ? [switches, words.noChart] : words.reading}
              </section>`
        }
        <lab-difference
          .laws=${this.#drawn}
          .pair=${this.#chosen}
          .theme=${theme}
          @pair-change=${({ detail }: CustomEvent<{ pair: readonly string[] }>) => (this._pair = detail.pair)}
        ></lab-difference>
      </div>
      <section class="card numbers">
        ${this.#table(view, compared, differing)}
        <div class="foot">
          ${this.#sources.map(
            (source) =>
              html`<lab-add-law
                .source=${source}
                .ids=${compared.map(({ comparable }) => comparable.id)}
              ></lab-add-law>`,
          )}
          <p>${this.#exponents()}</p>
        </div>
      </section>`;
  }

  #switches(compared: readonly Compared[]): TemplateResult {
    const there = axes.filter((axis) =>
      compared.some(({ findings }) => findings && lawAlong(findings, axis)),
    );
    return html`${segmented({
      legend: words.axis,
      name: 'axis',
      options: there.map((value) => ({ value, label: words.axes[value] })),
      value: this._axis,
      change: (axis) => (this._axis = axis),
    })}
    ${segmented({
      legend: words.height,
      name: 'height',
      options: (['loss', 'excess'] as const).map((value) => ({ value, label: words.heights[value] })),
      value: this._height,
      change: (height) => (this._height = height),
    })}
    ${segmented({
      legend: words.scale,
      name: 'scale',
      options: (['log', 'linear'] as const).map((value) => ({ value, label: words.scales[value] })),
      value: this._scale,
      change: (scale) => (this._scale = scale),
    })}`;
  }

  #table({ theme }: PageView, compared: readonly Compared[], differing: Differences): TemplateResult {
    const { heads } = words;
    const rows = compared.map(({ findings, ...rest }) => ({
      ...rest,
      findings,
      law: findings ? lawAlong(findings, this._axis) : null,
    }));
    const highest = highestExponent(rows.map(({ law }) => (law && drawnLaw(law)?.intervals.alpha[1]) ?? 0));
    const head = (text: string, name = ''): TemplateResult =>
      html`<th role="columnheader" scope="col" class=${name}>${text}</th>`;
    return html`<table role="table" aria-label=${words.table}>
      <thead role="rowgroup">
        <tr role="row">
          ${head(heads.law)} ${head(heads.exponent(this._axis), 'number')}
          <th role="columnheader" scope="col" class="interval-cell">
            <span class="hidden-text">${words.scaleOf(highest)}</span>
            <span class="scale" aria-hidden="true"><span>0</span><span>${highest}</span></span>
          </th>
          ${head(heads.floor, 'number')} ${head(heads.doubling, 'number')} ${head(heads.sizes, 'number')}
          ${head(heads.measured)}
          <th role="columnheader" scope="col"><span class="hidden-text">${heads.actions}</span></th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${rows.map((row, i) => {
          const { id } = row.comparable;
          const others = compared.flatMap(({ comparable }) => (comparable.id === id ? [] : [comparable.id]));
          const isHidden = this._hidden.has(id);
          return compareRow(
            {
              ...row,
              aside: differing.short[i],
              full: differing.words[i],
              isHidden,
              without: compareHash(others),
            },
            { theme, highest, toggle: () => this.#toggle(id) },
          );
        })}
      </tbody>
    </table>`;
  }

  /** What the two exponents say; '' where there are not two. */
  #exponents(): string {
    if (!this.#chosen) return '';
    const [one, other] = this.#chosen;
    const [fit, otherFit] = [drawnLaw(one.law), drawnLaw(other.law)];
    if (!fit || !otherFit) return '';
    const moves = isClear(meanDifference(differencesOf(this.#chosen))?.interval ?? null);
    return exponentsWords([one.name, other.name], exponentDifference(fit, otherFit), moves);
  }

  #remarks(compared: readonly Compared[]): string[] {
    const missing = this._missing.length > 0 ? [words.missing(this._missing)] : [];
    const unit = commonUnit(compared);
    const units = [...new Set(compared.flatMap(({ findings }) => findings?.unit ?? []))];
    const strangers = units
      .filter((other): other is string => other !== null && other !== unit)
      .map((other) => {
        const names = compared.filter(({ findings }) => findings?.unit === other);
        return words.otherUnit(
          names.map(({ comparable }) => comparable.name),
          other,
          unit,
        );
      });
    const said = compared.flatMap(({ comparable }) => comparable.remark || []);
    return [...missing, ...strangers, ...said];
  }

  #toggle(id: string): void {
    const hidden = new Set(this._hidden);
    if (!hidden.delete(id)) hidden.add(id);
    this._hidden = hidden;
  }

  #enter(library: Library | null): void {
    this.#leave();
    this.#library = library;
    if (!library) return;
    this.#cache = new FindingsCache(library);
    this.#sources = [librarySource(library, this.#cache), recordedSource, tableSource(), resultSource];
    library.addEventListener('change', this.#onChange);
    void this.#read();
  }

  #leave(): void {
    this.#library?.removeEventListener('change', this.#onChange);
    this.#library = null;
    this.#cache?.close();
    this.#cache = null;
  }

  readonly #onNarrow = (): void => {
    this.#draw();
    this.requestUpdate();
  };

  readonly #onChange = (): void => void this.#read();

  /** Finds what the address names, and reads what each found. */
  async #read(): Promise<void> {
    const reading = ++this.#reading;
    const ids = comparedIds(this.value);
    if (ids.length === 0 && lastCompared().length > 0) {
      // What was side by side last is what the link to this place means.
      location.replace(compareHash(lastCompared()));
      return;
    }
    keepCompared(ids);
    const lists = await Promise.all(this.#sources.map(({ find }) => find(new Set(ids))));
    if (reading !== this.#reading) return;
    const found = new Map(lists.flat().map((comparable) => [comparable.id, comparable]));
    this._missing = ids.filter((id) => !found.has(id));
    const before = new Map(this._compared?.map((each) => [each.comparable.id, each]));
    this._compared = this.#inColours(ids.flatMap((id) => found.get(id) ?? [])).map((each) => ({
      ...each,
      findings: before.get(each.comparable.id)?.findings,
    }));
    for (const { comparable } of this._compared) {
      const findings = await comparable.findings();
      if (reading !== this.#reading) return;
      this._compared = this._compared.map((each) =>
        each.comparable.id === comparable.id ? { ...each, findings } : each,
      );
    }
  }

  /** Each keeps its colour; a new one gets the first that is free. */
  #inColours(found: readonly Comparable[]): Compared[] {
    const ids = new Set(found.map(({ id }) => id));
    for (const id of this.#indices.keys()) if (!ids.has(id)) this.#indices.delete(id);
    return found.map((comparable) => {
      const taken = new Set(this.#indices.values());
      let index = this.#indices.get(comparable.id) ?? 0;
      while (!this.#indices.has(comparable.id) && taken.has(index)) index++;
      this.#indices.set(comparable.id, index);
      return { comparable, findings: undefined, index };
    });
  }

  /** What is on the charts. */
  #draw(): void {
    const compared = this._compared ?? [];
    const read = compared.flatMap(({ findings }) => findings ?? []);
    const unit = commonUnit(compared);
    const isThere = (axis: FoundAxis): boolean => read.some((findings) => lawAlong(findings, axis) !== null);
    if (read.length > 0 && !isThere(this._axis)) this._axis = axes.find(isThere) ?? 'N';
    const asides = settingsThatDiffer(compared.map(({ comparable }) => comparable.spec)).short;
    this.#drawn = compared.flatMap(({ comparable, findings, index }, i): ChosenLaw[] => {
      const law = findings && (findings.unit ?? unit) === unit ? lawAlong(findings, this._axis) : null;
      if (!law?.points.some(({ inFit }) => inFit)) return [];
      const { id, name, spec, provenance } = comparable;
      const measuredHere = provenance === 'here';
      return [
        {
          ...{ id, name, aside: asides[i], index, measuredHere, law, runs: findings?.runs ?? [] },
          task: spec ? canonicalJson(spec.task) : id,
        },
      ];
    });
    const shown = this.#drawn.filter(({ id }) => !this._hidden.has(id));
    const names = this.#narrow.matches ? 'key' : 'ends';
    this.#figure = compareFigure(shown, { unit, height: this._height, scale: this._scale, names });
    const chosen = (this._pair ?? []).flatMap((id) => this.#drawn.find((law) => law.id === id) ?? []);
    // The second is what was tried against the first.
    const [one, other] = chosen.length === 2 ? chosen : this.#drawn.slice(0, 2).reverse();
    this.#chosen = one && other ? [one, other] : null;
  }
}

/** What tells experiments apart; a table from elsewhere has no settings. */
function settingsThatDiffer(specs: readonly (ExperimentSpec | null)[]): Differences {
  const known = specs.flatMap((spec) => spec ?? []);
  const { words: full, short, fields } = settingsOfSpecs(known);
  const all = (texts: readonly string[]): string[] => {
    const rest = [...texts];
    return specs.map((spec) => (spec ? (rest.shift() ?? '') : ''));
  };
  return { words: all(full), short: all(short), fields: known.length === specs.length ? fields : [] };
}

/** The unit of most losses, the first of those that are as many: others have no place on one axis with it. */
function commonUnit(compared: readonly Compared[]): string {
  const units = compared.flatMap(({ findings }) => findings?.unit ?? []);
  const counts = [...groupBy(units, (unit) => unit)].map(([unit, { length }]) => ({ unit, length }));
  return counts.reduce((a, b) => (b.length > a.length ? b : a), { unit: '', length: 0 }).unit;
}

/** Where an axis of exponents ends: at a round number above all of them. */
function highestExponent(ends: readonly number[]): number {
  return Math.max(0.5, Math.ceil(2 * Math.max(0, largest(ends))) / 2);
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-compare': LabCompare;
  }
}
