import type { DescMessage, DescMethodUnary, MessageInitShape } from "@bufbuild/protobuf";
import { callUnaryMethod, createConnectQueryKey, useTransport } from "@connectrpc/connect-query";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";

interface Options {
  /** Asks anew this often while the page is visible. */
  intervalMs?: number;
  /** For how long what was loaded is good enough; the default of the cache if absent. */
  staleMs?: number;
  enabled?: boolean;
  /** Asks anew only as long as no more than the first page is loaded. */
  firstPageOnly?: boolean;
}

const PAGE_SIZE = 200;
/** Beyond this many pages asking anew costs more, so it is done less often. */
const MANY_PAGES = 3;

/** The pages of a list, each asked for with the token of the one before. */
export function usePages<I extends DescMessage, O extends DescMessage>(
  method: DescMethodUnary<I, O>,
  input: MessageInitShape<I> & { pageSize?: number },
  { intervalMs, staleMs, enabled = true, firstPageOnly = false }: Options = {},
) {
  const transport = useTransport();
  const request = { pageSize: PAGE_SIZE, ...input };
  const query = useInfiniteQuery({
    queryKey: createConnectQueryKey({ schema: method, transport, input: request, cardinality: "infinite" }),
    queryFn: ({ pageParam, signal }) =>
      callUnaryMethod(transport, method, { ...request, pageToken: pageParam }, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => ("nextPageToken" in page && String(page.nextPageToken)) || undefined,
    placeholderData: keepPreviousData,
    enabled,
    staleTime: staleMs,
    refetchInterval: intervalMs
      ? ({ state }) => {
          const loaded = state.data?.pages.length ?? 0;
          if (firstPageOnly && loaded > 1) return false;
          return loaded > MANY_PAGES ? intervalMs * 5 : intervalMs;
        }
      : false,
  });
  return { ...query, pages: query.data?.pages ?? [] };
}
