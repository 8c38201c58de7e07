declare module '*.yaml' {
  const content: unknown;
  export default content;
}
declare module 'xlsx/dist/cpexcel.full.mjs';
declare module '*.peggy' {
  export function parse(text: string): unknown;
}
