// What a report does where it is opened: it says the values under the pointer, or under the arrow keys. It needs nothing else.
/* global document */

const NEAR = 40;
const XMLNS = 'http://www.w3.org/2000/svg';

for (const chart of document.querySelectorAll('.variant')) {
  const svg = chart.querySelector('svg');
  const said = chart.parentElement.querySelector('output');
  /** Places and words of marks, and of the law between them, from left to right. */
  const { marks, law } = JSON.parse(chart.querySelector('script').textContent);
  const ring = document.createElementNS(XMLNS, 'circle');
  ring.setAttribute('r', '9');
  ring.setAttribute('class', 'ring');
  let at = -1;

  const show = (place) => {
    said.textContent = place ? place[2] : '';
    if (!place) return ring.remove();
    ring.setAttribute('cx', place[0]);
    ring.setAttribute('cy', place[1]);
    svg.append(ring);
  };
  const nearest = (places, x, y) =>
    places.reduce((best, place) => {
      const distance = y === null ? Math.abs(place[0] - x) : Math.hypot(place[0] - x, place[1] - y);
      return distance < (best?.distance ?? Infinity) ? { place, distance } : best;
    }, null);

  svg.addEventListener('pointermove', (event) => {
    const box = svg.getBoundingClientRect();
    const scale = svg.viewBox.baseVal.width / box.width;
    const x = (event.clientX - box.left) * scale;
    const y = (event.clientY - box.top) * scale;
    const mark = nearest(marks, x, y);
    if (mark && mark.distance < NEAR) return show(mark.place);
    const line = nearest(law, x, null);
    show(line && line.distance < NEAR ? line.place : null);
  });
  svg.addEventListener('pointerleave', () => show(null));
  chart.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || marks.length === 0) return;
    event.preventDefault();
    at = Math.min(marks.length - 1, Math.max(0, at + step));
    show(marks[at]);
  });
}
