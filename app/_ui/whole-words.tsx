/** Browsers break lines after hyphens, which makes two things of `--cluster` or `kube-proxy`. */
const HYPHENATED = /^\S*-\S*$/;

/** A text whose hyphenated words stay whole for as long as a line can hold them. */
export function WholeWords({ children }: { readonly children: string }) {
  return children.split(/(\s+)/).map((word, index) =>
    HYPHENATED.test(word) ? (
      <span key={index} className="inline-block max-w-full">
        {word}
      </span>
    ) : (
      word
    ),
  );
}
