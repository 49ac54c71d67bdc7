// Covers src/laws/table/text/csv.ts: a text cut into cells.
import { expect } from 'chai';
import { InputError } from '../../../../src/base/errors.js';
import { readLines } from '../../../../src/laws/table/text/csv.js';

const cellsOf = (text: string): (readonly string[])[] => readLines(text).lines.map(({ cells }) => cells);
const linesOf = (text: string): number[] => readLines(text).lines.map(({ line }) => line);

describe('a table as text', () => {
  it('is cut at commas, semicolons or tabs, whichever its first line has most of', () => {
    for (const delimiter of [',', ';', '\t']) {
      const text = ['N', 'loss', 'run'].join(delimiter) + '\n' + ['1', '2', 'a b'].join(delimiter);
      expect(cellsOf(text)).to.deep.equal([
        ['N', 'loss', 'run'],
        ['1', '2', 'a b'],
      ]);
    }
    expect(cellsOf('N;loss\n1;2,5')).to.deep.equal([
      ['N', 'loss'],
      ['1', '2,5'],
    ]);
  });

  it('may have quotes, with separators, quotes and line breaks in them', () => {
    expect(cellsOf('N,run\n1, "a, ""b"""\n2,"c\nd"')).to.deep.equal([
      ['N', 'run'],
      ['1', 'a, "b"'],
      ['2', 'c\nd'],
    ]);
    expect(cellsOf('disk,N\n5" disk,2')[1], 'no quote begins within a cell').to.deep.equal(['5" disk', '2']);
  });

  it('counts lines as an editor does, whatever ends them and whatever is left out', () => {
    expect(linesOf('# measured by hand\n\nN,loss\n1,2\n\n# again\n3,4')).to.deep.equal([3, 4, 7]);
    expect(linesOf('N,run\n1,"a\r\nb"\n2,c')).to.deep.equal([1, 2, 4]);
    for (const end of ['\n', '\r\n', '\r']) {
      expect(linesOf(`N,loss${end}1,2${end}${end}3,4${end}`)).to.deep.equal([1, 2, 4]);
    }
    expect(linesOf('N,loss\n,\n1,2'), 'a line of empty cells').to.deep.equal([1, 3]);
  });

  it('has comments at the start of lines only', () => {
    expect(cellsOf('run,loss\nladder #1,2')).to.deep.equal([
      ['run', 'loss'],
      ['ladder #1', '2'],
    ]);
  });

  it('may have lines with more or fewer cells than the first, and a byte order mark', () => {
    expect(cellsOf('\uFEFFN,loss\n1\n1,2,3')).to.deep.equal([['N', 'loss'], ['1'], ['1', '2', '3']]);
  });

  it('says where a quote is not closed', () => {
    expect(() => readLines('N,loss\n1,2\n3,"4\n5,6\n7,8')).to.throw(InputError, 'line 3 opens a quote');
  });

  it('may be cut at spaces, at the bars of Markdown, or as its first line says', () => {
    const cut = [
      ['N', 'loss'],
      ['1', '2'],
    ];
    for (const text of ['N loss\n1   2', '| N | loss |\n|--:|:--|\n| 1 | 2 |', 'sep=;\nN;loss\n1;2']) {
      expect(cellsOf(text), text).to.deep.equal(cut);
    }
    expect(linesOf('| N | loss |\n|--:|:--|\n| 1 | 2 |')).to.deep.equal([1, 3]);
  });

  it('may have its names as a comment above the numbers', () => {
    expect(cellsOf('# by hand\n#N,loss\n1,2')).to.deep.equal([
      ['N', 'loss'],
      ['1', '2'],
    ]);
    expect(cellsOf('# N loss\n1.0e+00 2.0e+00')[0]).to.deep.equal(['N', 'loss']);
    expect(cellsOf('# N\nN,loss\n1,2')[0], 'names of their own').to.deep.equal(['N', 'loss']);
  });

  it('is read within a second at 300 000 lines', () => {
    const text = ['N,loss', ...Array.from({ length: 3e5 }, (_, i) => `${1000 + i},${2 + 1 / i}`)].join('\n');
    const start = performance.now();
    expect(readLines(text).lines).to.have.length(300_001);
    // Half a second on a slow laptop; the limit leaves room for a busy machine.
    expect(performance.now() - start).to.be.below(5000);
  });
});
