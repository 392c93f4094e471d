import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useMe } from "../../app/session";
import { CheckboxGroup } from "../../parts/checkbox-group";
import classes from "./welcome.module.css";

const MOST = 3;

interface GivesProps {
  chosen: string[];
  onChange: (chosen: string[]) => void;
  onNext: () => void;
}

/** Up to three things that one would like to give: they stand in the first message. */
export function Gives({ chosen, onChange, onNext }: GivesProps) {
  const { t } = useTranslation("welcome");
  const me = useMe();
  const options = me.gives.map(({ topic }) => ({ value: topic, words: topic }));
  return (
    <div className={classes.form}>
      <p>{t("gives.text")}</p>
      {options.length > 0 ? (
        <>
          <CheckboxGroup question={t("gives.choose")} choices={options} chosen={chosen} onChange={onChange} most={MOST} />
          <p className={classes.quiet}>{t("from")}</p>
        </>
      ) : (
        <p className={classes.quiet}>{t("gives.none")}</p>
      )}
      <div>
        <Button size="md" onClick={onNext}>
          {t("gives.next")}
        </Button>
      </div>
    </div>
  );
}
