"use client";

import { Eye, EyeOff } from "lucide-react";
import { useState, type ComponentProps } from "react";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";

import { TextField } from "./text-field";

type PasswordFieldProps = Omit<ComponentProps<"input">, "height"> & {
  label: string;
  error: string | null;
};

export function PasswordField(props: PasswordFieldProps) {
  const t = useTranslations("session");
  const [shown, setShown] = useState(false);
  return (
    <TextField
      {...props}
      type={shown ? "text" : "password"}
      autoComplete="current-password"
      className="pr-11"
      action={
        <Button
          size="icon"
          variant="ghost"
          className="absolute top-1 right-1"
          aria-label={shown ? t("hidePassword") : t("showPassword")}
          onClick={() => {
            setShown(!shown);
          }}
        >
          {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        </Button>
      }
    />
  );
}
