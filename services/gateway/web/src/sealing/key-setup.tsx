import "@mantine/core/styles/Input.css";
import "@mantine/core/styles/Checkbox.css";
import "@mantine/core/styles/InlineInput.css";
import { Button, Checkbox, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { problemOf } from "../api/client";
import classes from "./key-setup.module.css";
import { suggestedPassphrase, useKeys } from "./keys";

const SHORTEST = 12;

/** A key for whoever has none here: made, or brought back from its backup. */
export function KeySetup() {
  const { t } = useTranslation("sealing");
  const { state } = useKeys();
  const [isLost, setLost] = useState(false);
  if (state === "none") return <Make />;
  if (state !== "elsewhere") return null;
  if (!isLost) return <Restore lost={() => setLost(true)} />;
  return (
    <div className={classes.setup}>
      <p className={classes.grave}>{t("lost-explained")}</p>
      <Make />
      <div>
        <Button variant="default" onClick={() => setLost(false)}>
          {t("lost-back")}
        </Button>
      </div>
    </div>
  );
}

function Make() {
  const { t } = useTranslation("sealing");
  const { make } = useKeys();
  const [passphrase, setPassphrase] = useState("");
  const [isKept, setKept] = useState(false);
  const deed = useDeed(() => make(passphrase), t("not-made"));
  const isLongEnough = passphrase.trim().length >= SHORTEST;
  return (
    <form className={classes.setup} onSubmit={deed.submit}>
      <p>{t("explained")}</p>
      <TextInput
        label={t("passphrase")}
        description={t("passphrase-help", { count: SHORTEST })}
        autoComplete="new-password"
        spellCheck={false}
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
      <div>
        <Button variant="default" onClick={() => setPassphrase(suggestedPassphrase())}>
          {t("suggest")}
        </Button>
      </div>
      <Checkbox
        color="var(--teach)"
        label={t("kept")}
        checked={isKept}
        onChange={(event) => setKept(event.currentTarget.checked)}
      />
      {deed.wrong && <p role="alert">{deed.wrong}</p>}
      <div>
        <Button type="submit" disabled={!isLongEnough || !isKept} loading={deed.isBusy}>
          {t("make")}
        </Button>
      </div>
    </form>
  );
}

function Restore({ lost }: { lost: () => void }) {
  const { t } = useTranslation("sealing");
  const { restore, published } = useKeys();
  const [passphrase, setPassphrase] = useState("");
  const deed = useDeed(() => restore(passphrase), t("other-passphrase"));
  return (
    <form className={classes.setup} onSubmit={deed.submit}>
      <p>{t(published?.backup ? "restore-explained" : "no-backup")}</p>
      {published?.backup && (
        <>
          <TextInput
            type="password"
            label={t("passphrase")}
            autoComplete="current-password"
            value={passphrase}
            error={deed.wrong}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
          />
          <div>
            <Button type="submit" disabled={!passphrase} loading={deed.isBusy}>
              {t("restore")}
            </Button>
          </div>
        </>
      )}
      <div>
        <Button variant="default" onClick={lost}>
          {t("lost")}
        </Button>
      </div>
    </form>
  );
}

/** Another passphrase for the same key. */
export function ChangePassphrase({ done }: { done: () => void }) {
  const { t } = useTranslation("sealing");
  const { changePassphrase } = useKeys();
  const [old, setOld] = useState("");
  const [next, setNext] = useState("");
  const deed = useDeed(async () => {
    await changePassphrase(old, next);
    done();
  }, t("other-passphrase"));
  return (
    <form className={classes.setup} onSubmit={deed.submit}>
      <TextInput
        type="password"
        label={t("passphrase-old")}
        autoComplete="current-password"
        value={old}
        error={deed.wrong}
        onChange={(event) => setOld(event.currentTarget.value)}
      />
      <TextInput
        label={t("passphrase-new")}
        description={t("passphrase-help", { count: SHORTEST })}
        autoComplete="new-password"
        spellCheck={false}
        value={next}
        onChange={(event) => setNext(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" disabled={!old || next.trim().length < SHORTEST} loading={deed.isBusy}>
          {t("change")}
        </Button>
      </div>
    </form>
  );
}

/** `failed` is said where it was not the house that refused: then it was the passphrase. */
function useDeed(act: () => Promise<void>, failed: string) {
  const [isBusy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setWrong(undefined);
    try {
      await act();
    } catch (error) {
      const { code, title, detail } = problemOf(error);
      setWrong(code === "unforeseen" ? failed : `${title}. ${detail}`);
    }
    setBusy(false);
  };
  return { isBusy, wrong, submit: (event: FormEvent) => void submit(event) };
}
