// One HTTP exchange: a request goes out once, its whole answer comes in. The only fetch.

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Aborts the exchange; what left by then has left. */
  readonly signal: AbortSignal;
}

export interface HttpReply {
  readonly status: number;
  readonly text: string;
  /** The Date header; null when absent. */
  readonly date: string | null;
}

/** Sends once, without redirects or retries; rejects when no whole answer came. */
export type SendHttp = (request: HttpRequest) => Promise<HttpReply>;

/** Over the network of this machine. */
export const sendByFetch: SendHttp = async ({ method, url, headers, body, signal }) => {
  const response = await fetch(url, {
    method,
    headers,
    ...(body === null ? {} : { body }),
    redirect: 'manual',
    signal,
  });
  const text = await response.text();
  return { status: response.status, text, date: response.headers.get('date') };
};
