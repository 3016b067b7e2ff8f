"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { CircleAlert, RotateCw } from "lucide-react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import * as z from "zod/mini";

import { Button } from "@/components/ui/button";
import type { ApiFailure, FailureKind } from "@/lib/api/result";

import { PasswordField } from "./password-field";
import { signIn, type Credentials } from "./sign-in";
import { TextField } from "./text-field";

const CredentialsSchema = z.object({
  username: z.string().check(z.trim(), z.minLength(1)),
  password: z.string().check(z.minLength(1)),
});

const EXPLANATIONS = {
  unauthorized: "invalidCredentials",
  "rate-limited": "rateLimited",
  refused: "refused",
  forbidden: "refused",
} as const satisfies Partial<Record<FailureKind, string>>;

const explain = (kind: FailureKind) =>
  kind in EXPLANATIONS ? EXPLANATIONS[kind as keyof typeof EXPLANATIONS] : "unreachable";

type LoginFormProps = { next: string };

/** `next` must be a path of this site: the page makes it safe. */
export function LoginForm({ next }: LoginFormProps) {
  const t = useTranslations("session");
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const { register, handleSubmit, setFocus, formState } = useForm<Credentials>({
    resolver: zodResolver(CredentialsSchema),
    defaultValues: { username: "", password: "" },
  });
  const { errors, isSubmitting, isSubmitSuccessful } = formState;
  const leaving = isSubmitSuccessful && failure === null;

  const submit = handleSubmit(async (credentials) => {
    setFailure(null);
    const met = await signIn(credentials);
    setFailure(met);
    // A full load, so that nothing rendered for the former user stays in the router's cache.
    if (!met) window.location.assign(next);
    else if (met.kind === "unauthorized") setFocus("password", { shouldSelect: true });
  });

  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        void submit(event);
      }}
    >
      <TextField
        label={t("username")}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        error={errors.username ? t("usernameRequired") : null}
        {...register("username")}
      />
      <PasswordField
        label={t("password")}
        error={errors.password ? t("passwordRequired") : null}
        {...register("password")}
      />
      {failure ? <LoginFailure kind={failure.kind} retrying={isSubmitting} /> : null}
      <Button
        type="submit"
        variant="primary"
        size="md"
        className="w-full"
        disabled={isSubmitting || leaving}
      >
        {isSubmitting || leaving ? t("submitting") : t("submit")}
      </Button>
    </form>
  );
}

function LoginFailure({ kind, retrying }: { kind: FailureKind; retrying: boolean }) {
  const t = useTranslations("session");
  const explanation = explain(kind);
  return (
    <div role="alert" className="rounded-md bg-danger-soft px-3 py-2.5 text-[0.8125rem] text-ink">
      <p className="flex gap-2">
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
        {t(explanation)}
      </p>
      {explanation === "unreachable" ? (
        <Button type="submit" className="mt-2.5 ml-6" disabled={retrying}>
          <RotateCw aria-hidden />
          {t("retry")}
        </Button>
      ) : null}
    </div>
  );
}
