export function isAddress(text: string): boolean {
  return /^[^\s@"\\<>]+@[^\s@"\\<>]+\.[^\s@"\\<>]+$/.test(text);
}
