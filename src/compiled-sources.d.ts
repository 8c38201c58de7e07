declare module '*.yaml' {
  const content: unknown;
  export default content;
}
declare module 'xlsx/dist/cpexcel.full.mjs';
declare module '*.peggy' {
  export function parse(text: string): unknown;
}
declare module '*?raw' {
  const text: string;
  export default text;
}
