import { Trans, useLingui } from "@lingui/react/macro";
import { Button, FileButton, Text } from "@mantine/core";
import { type DragEvent, useState } from "react";
import { IconUpload } from "../icons";
import classes from "./import.module.css";

/** Takes a CSV file, dropped or chosen. */
export function FileDrop({ onFile }: { onFile: (file: File) => void }) {
  const { t } = useLingui();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  };
  return (
    <section
      className={classes.drop}
      aria-label={t`CSV file`}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconUpload size={26} />
      <Text size="sm">
        <Trans>Drop a CSV file here, or</Trans>
      </Text>
      <FileButton
        accept=".csv,text/csv"
        onChange={(file) => file && onFile(file)}
        inputProps={{ "aria-label": t`CSV file` }}
      >
        {(props) => (
          <Button {...props} variant="default" data-autofocus>
            <Trans>Choose file</Trans>
          </Button>
        )}
      </FileButton>
    </section>
  );
}
