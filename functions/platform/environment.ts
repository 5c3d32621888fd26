/** The value of a required environment variable; a function that lacks one must not start. */
export function environment(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`Environment variable ${name} is not set`);
  return value;
}
