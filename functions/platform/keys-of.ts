/** The names of a table's rows, as an enumeration takes them: a table that is declared with its rows has at least one, and no other. */
export function keysOf<Table extends object>(table: Table): [keyof Table & string, ...(keyof Table & string)[]] {
  return Object.keys(table) as [keyof Table & string, ...(keyof Table & string)[]];
}
