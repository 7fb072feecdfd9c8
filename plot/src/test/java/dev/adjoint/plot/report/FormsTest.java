package dev.adjoint.plot.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.plot.picture.ParsedSvg;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "dW = gᵀ · x | <mi>dW</mi><mo>=</mo><msup><mi>g</mi><mrow><mi>T</mi></mrow></msup><mo>·</mo><mi>x</mi>",
        "2.5×10⁻⁷ | <mn>2.5</mn><mo>×</mo><msup><mn>10</mn><mrow><mo>−</mo><mn>7</mn></mrow></msup>",
        "y[k] | <mi>y</mi><mo stretchy=\"\"false\"\">[</mo><mi>k</mi><mo stretchy=\"\"false\"\">]</mo>",
        "x₁² | <msup><msub><mi>x</mi><mrow><mn>1</mn></mrow></msub><mrow><mn>2</mn></mrow></msup>",
        "a < b | <mi>a</mi><mo>&lt;</mo><mi>b</mi>",
      })
  void aFormulaInPlainTextBecomesMathMl(String formula, String expected) {
    String stored = expected.replace("\"\"", "\"");
    assertThat(MathMl.of(formula)).isEqualTo("<math>" + stored + "</math>");
  }

  @Test
  void wordsInAFormulaKeepTheirSpaces() {
    assertThat(MathMl.of("g where x > 0, else 0"))
        .contains("<mtext>\u00A0where\u00A0</mtext>", "<mtext>\u00A0else\u00A0</mtext>");
  }

  @Test
  void aFormulaLosesNoCharacterButSpaces() {
    String formula = "(1 − γ·λ)·θ − γ · m̂ / (√v̂ + ε) = 0.99995 · Σⱼ exp(x[j]) | ½·Δᵀ·H·Δ";
    String text = ParsedSvg.of(MathMl.of(formula)).root().getTextContent();
    assertThat(text.replace("\u00A0", ""))
        .isEqualTo(formula.replace(" ", "").replace('ⱼ', 'j').replace('ᵀ', 'T'));
  }

  private static Report report() {
    return new Report(
        "en",
        "a_b * c",
        "",
        List.of(
            Section.of(
                "1 | 2",
                new Block.Check(true, "it holds"),
                new Block.Check(false, "it <fails>"),
                new Block.Folded(
                    "more [here]",
                    false,
                    List.of(new Block.Formula("y = x²"), new Block.Code("a ``` b"))),
                new Block.Table(
                    "", List.of("name", "n"), List.of(List.of("x|y", "1"), List.of("z", "−2"))))),
        "");
  }

  @Test
  void markdownEscapesItsOwnMarksAndAlignsNumbers() {
    assertThat(report().toMarkdown())
        .isEqualTo(
            """
            # a\\_b \\* c

            ## 1 \\| 2

            ✓ it holds

            ✗ it \\<fails\\>

            **more \\[here\\]**

            ```
            y = x²
            ```

            ````
            a ``` b
            ````

            | name | n |
            | --- | ---: |
            | x\\|y | 1 |
            | z | −2 |
            """);
  }

  @Test
  void aPageFoldsAndMarksChecks() {
    assertThat(report().toHtml())
        .contains("<details>\n<summary>more [here]</summary>", "</details>")
        .contains("<p class=\"check\">✓ it holds</p>")
        .contains("<p class=\"check fails\">✗ it &lt;fails&gt;</p>")
        .contains(
            "<math><mi>y</mi><mo>=</mo><msup><mi>x</mi><mrow><mn>2</mn></mrow></msup></math>");
  }
}
