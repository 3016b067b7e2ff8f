import next from "@next/eslint-plugin-next";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** Imports go downward only: app > features > components > lib. A feature knows no other feature. */
const ABOVE = {
  features: ["app", "features"],
  components: ["app", "features"],
  lib: ["app", "features", "components"],
};

const boundaries = Object.entries(ABOVE).map(([layer, above]) => ({
  files: [`src/${layer}/**/*.{ts,tsx}`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          {
            group: above.map((name) => `@/${name}/**`),
            message: `${layer} may not import from ${above.join(" or ")}; inside a feature use "./".`,
          },
          { group: ["../*"], message: "Climb with @/, so that the layers can be checked." },
        ],
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: [".next/**", "node_modules/**", "next-env.d.ts", "src/lib/api/schema.d.ts"] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/consistent-type-definitions": ["error", "type"],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  { files: ["**/*.mjs"], ...tseslint.configs.disableTypeChecked },
  jsxA11y.flatConfigs.strict,
  reactHooks.configs.flat.recommended,
  { plugins: { "@next/next": next }, rules: next.configs["core-web-vitals"].rules },
  ...boundaries,
  {
    files: ["src/lib/i18n/messages.ts"],
    // Extending a library's types takes an interface.
    rules: { "@typescript-eslint/consistent-type-definitions": "off" },
  },
);
