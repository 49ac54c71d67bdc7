import js from '@eslint/js';
import { configs as lit } from 'eslint-plugin-lit';
import { configs as wc } from 'eslint-plugin-wc';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const nodeGlobals = [
  'Buffer',
  'URL',
  'WebAssembly',
  'console',
  'fetch',
  'performance',
  'process',
  'setTimeout',
  'clearTimeout',
];

// What ECMAScript lets every engine approximate in its own way.
const approximate =
  'acos acosh asin asinh atan atan2 atanh cbrt cos cosh exp expm1 hypot log log10 log1p log2 pow sin sinh tan tanh';
const sameBits =
  'Its bits differ between browsers; those of src/base/maths/elementary.ts, trigonometry.ts and power.ts do not.';

/** What fails on input from outside, which can be of any size and depth. */
const unsafe = {
  properties: [
    {
      object: 'JSON',
      property: 'parse',
      message: 'Read with parseJson, copy with asInJson: src/base/json.ts.',
    },
  ],
  syntax: [
    {
      selector:
        'CallExpression[callee.property.name=/^(min|max|push|unshift|splice|concat|of|fromCharCode|fromCodePoint)$/] > SpreadElement',
      message: 'A call takes a limited number of arguments: use src/base/many.ts, or a list.',
    },
  ],
};

export default defineConfig(
  globalIgnores(['**/dist/', 'out/', 'coverage/', 'test/fixtures/']),
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked, lit['flat/recommended'], wc['flat/recommended']],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Lit binds `@click=${this.handler}` to its host itself.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      // More become one object with names.
      'max-params': ['error', 4],
      'no-restricted-properties': ['error', ...unsafe.properties],
      'no-restricted-syntax': ['error', ...unsafe.syntax],
    },
  },
  {
    // It is what reads JSON.
    files: ['src/base/json.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['src/ui/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/\\sstyle=/]',
          message: 'The policy of the page refuses style attributes: use .style=${…}.',
        },
      ],
    },
  },
  {
    // What feeds training: initial weights, batches, schedules, and the choice of what is trained.
    files: [
      'src/base/random.ts',
      'src/base/maths/{elementary,float-bits,power,trigonometry}.ts',
      'src/{data,engine,models}/**/*.ts',
      'src/lab/plan/{larger-run,memory,plan}.ts',
      'src/lab/presets/*.ts',
      'src/lab/records/{curve,tuning}.ts',
    ],
    ignores: [
      // Errors and probabilities that are only shown.
      'src/engine/training/{evaluation,sampler}.ts',
      // A GPU's own arithmetic is approximate anyway.
      'src/engine/gpu/**',
      // A power of ten with few digits.
      'src/engine/ops/token-batches.ts',
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        ...unsafe.properties,
        ...approximate.split(' ').map((property) => ({ object: 'Math', property, message: sameBits })),
      ],
      'no-restricted-syntax': [
        'error',
        ...unsafe.syntax,
        {
          // But for whole powers of two, written as such.
          selector:
            ":matches(BinaryExpression[operator='**']:not([left.raw='2'][right.raw=/^\\d+$/]), AssignmentExpression[operator='**='])",
          message: `${sameBits} A square is a product.`,
        },
      ],
    },
  },
  {
    // AssemblyScript, with a tsconfig.json of its own: to TypeScript u32, f32 and usize are all number, and <usize>i changes nothing.
    files: ['src/engine/cpu/kernels/**/*.ts'],
    // It has no objects without memory, so a kernel's parts take their numbers one by one.
    rules: { '@typescript-eslint/no-unnecessary-type-assertion': 'off', 'max-params': 'off' },
  },
  {
    // jax.ts calls a function of numbers and arrays as its library traces it.
    files: ['src/cli/bench/rivals/jax.ts'],
    rules: { 'max-params': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // chai's assertions are properties (`to.be.true`), some of them thenable.
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-floating-promises': 'off',
    },
  },
  {
    // A global of the host is declared with `var`: there is no other way.
    files: ['**/*.d.ts'],
    rules: { 'no-var': 'off' },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: Object.fromEntries(nodeGlobals.map((name) => [name, 'readonly'])) },
  },
);
