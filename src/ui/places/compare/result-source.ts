// Results that came by links, to stand beside other laws. The address of a comparison holds them whole, so it opens anywhere.

import { InputError } from '../../../base/errors.js';
import { contentOf } from '../../../lab/share/packed.js';
import { resultFromHash } from '../../../lab/share/result-link.js';
import { experimentTitle } from '../../../lab/share/settings.js';
import { findingsOfResult } from '../../../laws/compare/shared-findings.js';
import { resultId, resultOf } from './compare-list.js';
import type { Comparable, CompareSource } from './sources.js';
import { words } from './words.js';

export const resultSource: CompareSource = {
  label: words.sources.results,
  list: () => Promise.resolve([]),
  find: (ids) =>
    Promise.all([...ids].flatMap((id) => (resultOf(id) === null ? [] : [comparable(id, resultOf(id)!)]))),
  read: async (link) => {
    const content = contentOf(link.trim().slice(Math.max(0, link.trim().indexOf('#'))), ['r']);
    if (content === null) throw new InputError(words.result.none);
    await resultFromHash(`#r=${content}`);
    return resultId(content);
  },
};

async function comparable(id: string, content: string): Promise<Comparable> {
  try {
    const result = (await resultFromHash(`#r=${content}`))!;
    const { spec, name, measured } = result;
    const { findings, agrees } = findingsOfResult(result);
    const title = name === '' ? experimentTitle(spec) : name;
    return {
      ...{ id, name: title, spec, provenance: 'elsewhere', measured },
      remark: agrees ? '' : words.result.differs(title),
      findings: () => Promise.resolve(findings),
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return {
      ...{ id, name: words.result.broken, spec: null, provenance: 'elsewhere', measured: null },
      remark: words.result.problem(error.message),
      findings: () => Promise.resolve(null),
    };
  }
}
