// A visitor of the built page, as a person sees it: its controls by their place, its words, and what its browser complained of.
/* global CustomEvent, Event, addEventListener, customElements, document, navigator, structuredClone */

/** A page of a visitor's browser, with all that the browser complains of: errors, and breaches of the page's policy. */
export class Visit {
  complaints = [];

  /** Opens an address. `prepare` runs in the page, before the page. */
  static async open(context, address, prepare = () => undefined) {
    const visit = new Visit();
    visit.page = await context.newPage();
    // A guard against hangs.
    visit.page.setDefaultTimeout(120_000);
    visit.page.on('pageerror', (error) => visit.complaints.push(String(error)));
    visit.page.on('console', (message) => {
      if (['error', 'warn'].includes(message.type())) visit.complaints.push(message.text());
    });
    await visit.page.exposeFunction('complain', (text) => visit.complaints.push(text));
    await visit.page.evaluateOnNewDocument(() =>
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
        globalThis.complain(`${violatedDirective} ${blockedURI} ${sample}`),
      ),
    );
    await visit.page.evaluateOnNewDocument(prepare);
    await visit.page.goto(address);
    return visit;
  }

  /**
   * A control once it is there, by its place: selectors of elements, each within the one before, in whose shadow roots it may lie:
   * `lab-runs-table [aria-label*=JSON]`. With a text, once it says that: another may have come in its place by then.
   */
  find(place, text = '') {
    return this.page.waitForFunction(
      (selectors, part) => {
        const below = (node, selector) =>
          node.querySelector(selector) ??
          [node, ...node.querySelectorAll('*')].reduce(
            (found, { shadowRoot }) => found ?? (shadowRoot && below(shadowRoot, selector)),
            null,
          );
        const control = selectors.reduce((found, selector) => found && below(found, selector), document);
        return control && (control.shadowRoot ?? control).textContent.includes(part) ? control : null;
      },
      { polling: 50 },
      place.split(' '),
      text,
    );
  }

  /** Once it can be pressed. */
  async click(place) {
    const control = await this.find(place);
    await this.page.waitForFunction((button) => !button.disabled, { polling: 50 }, control);
    await control.evaluate((button) => button.click());
  }

  async type(place, text) {
    await (await this.find(place)).evaluate((control, value) => (control.value = value), text);
  }

  /** Writes into fields of the designer by their paths, or chooses there, one after another. */
  async design(values) {
    for (const [path, value] of Object.entries(values)) {
      const field = await this.find(`lab-design #field-${path.replaceAll('.', '-')}`);
      await field.evaluate((control, text) => {
        control.value = text;
        control.dispatchEvent(new Event('change'));
      }, value);
    }
  }

  /** Waits until an element says something. */
  async hears(place, text) {
    await this.find(place, text);
  }

  /** Waits until Start can be pressed. */
  ready() {
    return this.find('lab-run-controls button.primary:enabled');
  }

  /** Opens a question of the gallery. */
  async openCard(card) {
    const question = await this.find('lab-question');
    await question.evaluate((element, id) => {
      element.dispatchEvent(
        new CustomEvent('open-card', { detail: { card: id }, bubbles: true, composed: true }),
      );
    }, card);
  }

  /** Makes the experiment of the dials one of a second, with changes by dotted path. */
  async shrink(changes) {
    const panel = await this.find('lab-experiment-panel');
    await panel.evaluate((element, paths) => {
      const spec = structuredClone(element.spec);
      for (const [path, value] of Object.entries(paths)) {
        const keys = path.split('.');
        const last = keys.pop();
        keys.reduce((part, key) => part[key], spec)[last] = value;
      }
      element.dispatchEvent(
        new CustomEvent('spec-change', { detail: { spec }, bubbles: true, composed: true }),
      );
    }, changes);
  }

  /** Presses Start and waits for the end. */
  async train() {
    await this.ready();
    await this.click('lab-run-controls button.primary');
    await this.ends();
  }

  /** Waits for the end of what trains. */
  async ends() {
    while (!(await this.status()).includes('Finished')) await new Promise((done) => setTimeout(done, 50));
  }

  /** What is said to screen readers. */
  status() {
    return this.page.evaluate(() =>
      document.querySelector('lab-app').shadowRoot.querySelector('[role=status]').textContent.trim(),
    );
  }

  /** Waits until the browser has the page for visits without a network. */
  kept() {
    return this.page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated', {
      polling: 50,
    });
  }

  /** Waits until a part of the page is loaded. */
  hasPart(tag) {
    return this.page.waitForFunction((name) => customElements.get(name) !== undefined, { polling: 50 }, tag);
  }

  /** Presses Share, and returns the link. */
  async share() {
    await this.click('lab-stage [title*=Copies]');
    await this.hears('lab-notices', 'link');
    return this.page.url();
  }
}
