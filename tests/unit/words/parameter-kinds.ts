import { join } from 'node:path';
import ts from 'typescript';
import { projectFolder } from '../../../build/setup/places.js';

/** What a parameter of a text may be. */
export type Kind =
  | { readonly is: 'string' | 'number' | 'boolean' }
  | { readonly is: 'literals'; readonly values: readonly string[] }
  | { readonly is: 'list'; readonly item: Kind }
  | { readonly is: 'fields'; readonly isList: boolean; readonly fields: ReadonlyMap<string, Kind> };

/** The kinds of the parameters of each text that is a function, by its path: `mixer.solo`. */
export type Parameters = ReadonlyMap<string, readonly Kind[]>;

const englishFile = join(projectFolder, 'electron/contract/words/en/index.ts');

/** Reads the parameters of every English text from its source. Throws for a parameter of a kind that a text may not have. */
export function englishParameters(): Parameters {
  const program = ts.createProgram([englishFile], {
    ...{ strict: true, noEmit: true, allowImportingTsExtensions: true, skipLibCheck: true, types: [] },
    ...{ target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(englishFile);
  const module = file === undefined ? undefined : checker.getSymbolAtLocation(file);
  const english = module === undefined ? undefined : module.exports?.get(ts.escapeLeadingUnderscores('english'));
  if (english === undefined) throw new Error('en/index.ts exports no english');
  return new Map(textsIn(checker, checker.getTypeOfSymbol(english), ''));
}

function textsIn(
  checker: ts.TypeChecker,
  type: ts.Type,
  path: string,
): readonly (readonly [string, readonly Kind[]])[] {
  if ((type.flags & ts.TypeFlags.StringLike) !== 0) return [];
  const [signature] = type.getCallSignatures();
  if (signature !== undefined) {
    const kinds = signature.parameters.map((parameter) => {
      const kind = kindOf(checker, checker.getNonNullableType(checker.getTypeOfSymbol(parameter)));
      if (kind === null) throw new Error(`${path}: a text may not be given such a ${parameter.name}`);
      return kind;
    });
    return [[path, kinds]];
  }
  return type.getProperties().flatMap((property) => {
    const inner = path === '' ? property.name : `${path}.${property.name}`;
    return textsIn(checker, checker.getTypeOfSymbol(property), inner);
  });
}

function kindOf(checker: ts.TypeChecker, type: ts.Type): Kind | null {
  if ((type.flags & ts.TypeFlags.BooleanLike) !== 0) return { is: 'boolean' };
  const members = type.isUnion() ? type.types : [type];
  const values = members.flatMap((member) => (member.isStringLiteral() ? [member.value] : []));
  if (values.length === members.length) return { is: 'literals', values };
  if ((type.flags & ts.TypeFlags.StringLike) !== 0) return { is: 'string' };
  if ((type.flags & ts.TypeFlags.NumberLike) !== 0) return { is: 'number' };
  if (checker.isArrayType(type)) {
    const item = type.getNumberIndexType();
    const kind = item === undefined ? null : kindOf(checker, item);
    return kind === null ? null : { is: 'list', item: kind };
  }
  if ((type.flags & ts.TypeFlags.Object) === 0) return null;
  const isList = checker.isTupleType(type);
  const fields = new Map<string, Kind>();
  for (const property of type.getProperties()) {
    if (isList && !/^\d+$/.test(property.name)) continue;
    const kind = kindOf(checker, checker.getNonNullableType(checker.getTypeOfSymbol(property)));
    if (kind === null) return null;
    fields.set(property.name, kind);
  }
  return { is: 'fields', isList, fields };
}
