import { QueryClient } from "@tanstack/react-query";
import { problemOf } from "./problem";

/** The cache of answers: tries again what may well succeed, and shows kept data while it asks anew. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        retry: (failures, error) => failures < 2 && problemOf(error).retryable,
        retryDelay: (attempt) => Math.random() * Math.min(8_000, 500 * 2 ** attempt),
      },
      mutations: { retry: false },
    },
  });
}
