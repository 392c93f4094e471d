/** The answer of a call, or its problem thrown. */
export async function sent<Data, Failure>(call: Promise<{ data?: Data; error?: Failure }>): Promise<Data | undefined> {
  const { data, error } = await call;
  if (error !== undefined) throw error;
  return data;
}
