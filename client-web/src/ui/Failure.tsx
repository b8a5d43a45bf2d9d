import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { Problem } from "./Problem";
import classes from "./states.module.css";

/** A page that could not be shown at all. */
export function Failure({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    router.invalidate();
  };
  return (
    <main className={classes.centred}>
      <Problem error={error} onRetry={retry} />
    </main>
  );
}
