import type { Transport } from "@connectrpc/connect";
import { TransportProvider } from "@connectrpc/connect-query";
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { MantineProvider } from "@mantine/core";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { SessionProvider } from "./features/session/session-context";
import type { AppRouter } from "./routes/router";
import type { SessionKeeper } from "./rpc/session-keeper";
import { theme } from "./ui/theme";

interface Props {
  keeper: SessionKeeper;
  transport: Transport;
  queryClient: QueryClient;
  router: AppRouter;
  /** Without animations, for tests. */
  still?: boolean;
}

// Not needed for the first picture.
const Notices = lazy(() => import("./ui/Notices").then((module) => ({ default: module.Notices })));

/** The whole client; everything that belongs to the environment comes from outside. */
export function App({ keeper, transport, queryClient, router, still = false }: Props) {
  return (
    <I18nProvider i18n={i18n}>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        withCssVariables={false}
        withGlobalClasses={false}
        env={still ? "test" : "default"}
      >
        <TransportProvider transport={transport}>
          <QueryClientProvider client={queryClient}>
            <SessionProvider keeper={keeper}>
              <Suspense>
                <Notices />
              </Suspense>
              <RouterProvider router={router} />
            </SessionProvider>
          </QueryClientProvider>
        </TransportProvider>
      </MantineProvider>
    </I18nProvider>
  );
}
