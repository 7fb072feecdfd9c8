package dev.adjoint.explain.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.explain.lesson.text.DisplayWidth;
import dev.adjoint.explain.lesson.text.TextLine;
import dev.adjoint.explain.lesson.text.WorkingText;
import dev.adjoint.explain.lesson.working.Derivative;
import dev.adjoint.explain.lesson.working.LessonWords;
import dev.adjoint.explain.lesson.working.Part;
import dev.adjoint.explain.lesson.working.Quantity;
import dev.adjoint.explain.lesson.working.Working;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkingTextTest {

  private static List<String> lines(Part... parts) {
    return WorkingText.of(new Working(1, "T", List.of(parts)), LessonWords.english(), file -> file)
        .stream()
        .map(TextLine::text)
        .toList();
  }

  @Test
  void quantitiesStandBesideWhatTheyMustBe() {
    Part table =
        new Part.Quantities(
            "Forward:",
            List.of(
                Quantity.of("a", "a", 0.5).exactly(0.5),
                Quantity.of("b", "bb", Tensor.of(ElementType.F64, 1.0, 2.0))));

    assertThat(lines(table))
        .containsSequence(
            "Forward:",
            "      computed  must be",
            "  a        0.5      0.5  ✓",
            "  bb    [1, 2]",
            "",
            "1 of 1 checks agree");
  }

  @Test
  void aMatrixTakesALineForEachRow() {
    Tensor matrix = Tensor.of(ElementType.F64, new double[][] {{1, -2.5}, {3, 4}});
    Part table = new Part.Derivatives("D:", List.of(Derivative.of("d", "d", matrix, matrix)));

    assertThat(lines(table))
        .containsSequence(
            "     by the chain rule  by central difference  difference",
            "  d        [[1, −2.5]             [[1, −2.5]            0  ✓",
            "            [3,    4]]             [3,    4]]");
  }

  @Test
  void aWrongNumberIsMarkedNamedAndCounted() {
    Part table =
        new Part.Quantities(
            "Q:",
            List.of(
                Quantity.of("right", "r", 1).exactly(1), Quantity.of("wrong", "w", 1).exactly(2)));
    Working working = new Working(3, "T", List.of(table));
    List<TextLine> lines = WorkingText.of(working, LessonWords.english(), file -> file);

    assertThat(working.agrees()).isFalse();
    assertThat(lines)
        .endsWith(
            new TextLine(TextLine.Role.DIFFERS, "does not agree: wrong"),
            new TextLine(TextLine.Role.DIFFERS, "1 of 2 checks agree"));
    assertThat(lines).contains(new TextLine(TextLine.Role.DIFFERS, "  w         1        2  ✗"));
  }

  @Test
  void aDerivativeThatIsNotANumberDoesNotAgree() {
    Tensor nan = Tensor.of(ElementType.F64, Double.NaN);

    assertThat(Derivative.of("d", "d", nan, nan).agrees()).isFalse();
    assertThat(
            Derivative.of(
                    "d",
                    "d",
                    Tensor.of(ElementType.F64, 1.0),
                    Tensor.of(ElementType.F64, 1.0 + 2e-7))
                .agrees())
        .isFalse();
    assertThat(
            Derivative.of(
                    "d",
                    "d",
                    Tensor.of(ElementType.F64, 1.0),
                    Tensor.of(ElementType.F64, 1.0 + 5e-8))
                .agrees())
        .isTrue();
  }

  @Test
  void aRoundedNumberMayDifferByHalfItsLastDigit() {
    assertThat(Quantity.of("q", "q", 0.12345).rounded("0.123").agrees()).isTrue();
    assertThat(Quantity.of("q", "q", 0.1236).rounded("0.123").agrees()).isFalse();
    assertThat(Quantity.of("q", "q", 1.24485467e-19).rounded("1.24485e-19").agrees()).isTrue();
    assertThat(Quantity.of("q", "q", 1.2449e-19).rounded("1.24485e-19").agrees()).isFalse();
  }

  @Test
  void chineseIsTwoColumnsWideAndBrokenBetweenCharacters() {
    assertThat(DisplayWidth.of("第 1 课：δ")).isEqualTo(10);
    assertThat(DisplayWidth.wrap("一二三四五", 6)).containsExactly("一二三", "四五");
    assertThat(DisplayWidth.wrap("one two three", 8)).containsExactly("one two", "three");
    assertThat(DisplayWidth.padLeft("一", 4)).isEqualTo("  一");
  }
}
