import { Button } from "@mantine/core";
import { IconSparkles } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useMark } from "./marks";
import classes from "./pressed.module.css";

/** I would like to talk: they hear of it only where they would, too. */
export function Spark({ personId, name, size = "sm" }: { personId: string; name: string; size?: "sm" | "md" }) {
  const { t } = useTranslation("people");
  const { mark, isMutual, set } = useMark(personId, name);
  const isSparked = mark === "spark";
  return (
    <Button
      size={size}
      variant="default"
      className={classes.pressed}
      leftSection={<IconSparkles size={18} aria-hidden="true" />}
      aria-pressed={isSparked}
      title={t("spark-help", { name })}
      onClick={() => set(isSparked ? null : "spark")}
    >
      {t(isMutual ? "spark-mutual" : isSparked ? "sparked" : "spark")}
    </Button>
  );
}
