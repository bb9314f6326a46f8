// The walls, derived from architecture.json so that document and check cannot drift apart.
import { readFileSync } from 'node:fs';

const { rules } = JSON.parse(readFileSync(new URL('./architecture.json', import.meta.url), 'utf8'));

/** Tests may reach further: fixtures, other stages' builders, the venue cores. */
const TESTS = '\\.(test|test-d|bench)\\.ts$|/testing/';

function toForbidden(rule) {
  if (rule.kind === 'cycle') {
    return { name: rule.name, severity: 'error', from: {}, to: { circular: true } };
  }
  const from = { path: rule.from, pathNot: TESTS };
  if (rule.only) return { name: rule.name, severity: 'error', from, to: { pathNot: rule.only } };
  const to = { path: rule.never, ...(rule.unless ? { pathNot: rule.unless } : {}) };
  return { name: rule.name, severity: 'error', from, to };
}

export default {
  forbidden: rules.map(toForbidden),
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)generated/|\\.next/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
