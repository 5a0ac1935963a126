// What is checked before a commit: what is staged, with everything else put aside (.husky/pre-commit).
// Leave it out once: git commit --no-verify.
export default {
  "{definitions,generated,generator,templates}/**": () => "npm run --silent check",
  "*.{js,json,mjs,mts,ts}": () => "npm run --silent lint",
};
