// Turns the parameter table's JSON (standard input) into TypeScript:
// generate-params.mjs [--check] OUTPUT. See scripts/generate-params.
import { readFileSync, writeFileSync } from 'node:fs';

const args = process.argv.slice(2);
const check = args[0] === '--check';
const outputPath = args[check ? 1 : 0];
const table = JSON.parse(readFileSync(0, 'utf8'));

const quote = (text) => `'${text.replace(/['\\]/g, '\\$&')}'`;
const scopes = [...new Set(table.parameters.map((parameter) => parameter.scope))];
const typeName = (scope) => `${scope[0].toUpperCase()}${scope.slice(1)}ParamKey`;

function literal(value) {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  return typeof value === 'string' ? quote(value) : String(value);
}

function specLine(parameter) {
  const fields = Object.entries({ ...parameter, choices: parameter.choices ?? [] });
  return `  { ${fields.map(([name, value]) => `${name}: ${literal(value)}`).join(', ')} },`;
}

function keyUnion(scope) {
  const keys = table.parameters.filter((parameter) => parameter.scope === scope);
  return `export type ${typeName(scope)} =\n${keys.map(({ key }) => `  | ${quote(key)}`).join('\n')};`;
}

const text = `// Made by scripts/generate-params from the engine's parameter table
// (wasm-core/params/parameter_table.cpp), which is where to change it.
// Thread: any (constants only).

/** The fader's lowest value stands for −∞ dB: silence. */
export const kSilenceDb = ${table.silenceDb};
/** Ratios from this value up are treated (and shown) as ∞:1. */
export const kInfiniteRatio = ${table.infiniteRatio};

${scopes.map(keyUnion).join('\n\n')}

export interface ParamKeys {
${scopes.map((scope) => `  ${scope}: ${typeName(scope)};`).join('\n')}
}
export type ParamScope = keyof ParamKeys;

export interface ParamSpec<Scope extends ParamScope = ParamScope> {
  /** What travels to the engine; not stored, may change between versions. */
  readonly id: number;
  readonly scope: Scope;
  readonly kind: 'number' | 'switch' | 'choice';
  /** As in documents. */
  readonly key: ParamKeys[Scope];
  /** As on screen. */
  readonly name: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  /** A switch's is 0 or 1, a choice's an index into \`choices\`. */
  readonly default: number;
  readonly taper: 'linear' | 'log' | 'ratio' | 'fader';
  /** 0: takes effect at the next block edge. */
  readonly smoothingMs: number;
  /** Or the order of stages: fixed while playing. */
  readonly changesLatency: boolean;
  readonly automatable: boolean;
  /** Names by value; empty unless \`kind\` is 'choice'. */
  readonly choices: readonly string[];
}

/** Every parameter; a row's position is its \`id\`. */
export const kParamSpecs: readonly ParamSpec[] = [
${table.parameters.map(specLine).join('\n')}
];

const kByKey: ReadonlyMap<string, ParamSpec> = new Map(
  kParamSpecs.map((spec) => [\`\${spec.scope}/\${spec.key}\`, spec]),
);

/** The parameter \`key\` of \`scope\`. */
export function paramSpec<Scope extends ParamScope>(
  scope: Scope,
  key: ParamKeys[Scope],
): ParamSpec<Scope> {
  // Every typed key has a row: both come from one table.
  return kByKey.get(\`\${scope}/\${key}\`) as ParamSpec<Scope>;
}

/** The parameter \`key\` of \`scope\`, or undefined where there is none: for keys read from outside. */
export function findParamSpec<Scope extends ParamScope>(
  scope: Scope,
  key: string,
): ParamSpec<Scope> | undefined {
  return kByKey.get(\`\${scope}/\${key}\`) as ParamSpec<Scope> | undefined;
}

/** The parameters of one scope, in table order. */
export function paramSpecs<Scope extends ParamScope>(scope: Scope): readonly ParamSpec<Scope>[] {
  return kParamSpecs.filter((spec): spec is ParamSpec<Scope> => spec.scope === scope);
}
`;

if (!check) {
  writeFileSync(outputPath, text);
} else if (readFileSync(outputPath, 'utf8') !== text) {
  console.error(`${outputPath} differs from the engine's table. Run scripts/generate-params.`);
  process.exit(1);
}
