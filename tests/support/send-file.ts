/** Where an announced document is to be sent, as the announcement answers. */
export interface Upload {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Sends a file to its signed address, as a browser does. Throws where it is refused. */
export async function sendFile({ url, fields }: Upload, content: string, filename: string): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([content]), filename);
  const { status } = await fetch(url, { method: 'POST', body: form });
  if (status !== 204) throw new Error(`The upload was answered ${status}`);
}
