import "./ui/styles";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { activateLanguage, detectLanguage, rememberedLanguage } from "./lib/i18n";
import { createAppRouter } from "./routes/router";
import { createQueryClient } from "./rpc/query-client";
import { connect } from "./rpc/transport";

const { keeper, transport } = connect(window.location.origin);
const queryClient = createQueryClient();
const router = createAppRouter({ keeper, queryClient });

// Two round trips at the same time: the words, and whether somebody is signed in. The router deals with a failure of
// the second.
keeper.restore().catch(() => undefined);
await activateLanguage(detectLanguage(rememberedLanguage(), navigator.languages));

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(<App keeper={keeper} transport={transport} queryClient={queryClient} router={router} />);
}
