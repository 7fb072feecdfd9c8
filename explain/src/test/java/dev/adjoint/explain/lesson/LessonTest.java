package dev.adjoint.explain.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.explain.lesson.text.DisplayWidth;
import dev.adjoint.explain.lesson.text.TextLine;
import dev.adjoint.explain.lesson.text.WorkingText;
import dev.adjoint.explain.lesson.working.Check;
import dev.adjoint.explain.lesson.working.LessonWords;
import dev.adjoint.explain.lesson.working.Part;
import dev.adjoint.explain.lesson.working.Quantity;
import dev.adjoint.explain.lesson.working.Working;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LessonTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void allChecksOfALessonAgree(int number) {
    Working working = Worked.lesson(number).working();

    assertThat(working.checks()).hasSizeGreaterThanOrEqualTo(10).allMatch(Check::agrees);
    assertThat(working.agrees()).isTrue();
    assertThat(working.agreeing()).isEqualTo(working.checks().size());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void noTwoChecksOfALessonHaveOneId(int number) {
    Working working = Worked.lesson(number).working();

    assertThat(working.quantities()).extracting(Quantity::id).doesNotHaveDuplicates();
    assertThat(working.checks()).extracting(Check::id).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void theTextFitsATerminalOfAHundredColumns(int number) {
    List<TextLine> lines =
        WorkingText.of(
            Worked.lesson(number).working(), LessonWords.english(), file -> file + ".svg");

    assertThat(lines).extracting(TextLine::text).allMatch(line -> DisplayWidth.of(line) <= 100);
    assertThat(lines.getLast().role()).isEqualTo(TextLine.Role.AGREES);
    assertThat(lines.getLast().text()).matches("(\\d+) of \\1 checks agree");
  }

  @ParameterizedTest
  @EnumSource(
      value = Lesson.class,
      names = {"BY_HAND", "ERROR_SIGNAL", "AUTOMATIC", "MATRICES"})
  void inChineseTheNumbersAreTheSameAndTheTextFits(Lesson lesson) {
    LessonWords chinese = LessonWords.of(Locale.SIMPLIFIED_CHINESE);
    Working working = lesson.run(chinese, Optional.empty());
    Working english = Worked.lesson(lesson.number()).working();

    assertThat(working.agrees()).isTrue();
    assertThat(working.checks())
        .extracting(Check::id)
        .isEqualTo(english.checks().stream().map(Check::id).toList());
    List<TextLine> lines = WorkingText.of(working, chinese, file -> file + ".svg");
    assertThat(lines).extracting(TextLine::text).allMatch(line -> DisplayWidth.of(line) <= 100);
    assertThat(lines.getFirst().text()).startsWith("第 " + lesson.number() + " 课 · ");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void everyPictureIsDrawnAndHasAFileOfItsOwn(int number) {
    List<Part.Figure> figures = Worked.lesson(number).working().figures();

    assertThat(figures).hasSizeGreaterThanOrEqualTo(2);
    assertThat(figures).extracting(Part.Figure::file).doesNotHaveDuplicates();
    for (Part.Figure figure : figures) {
      assertThat(figure.picture().canDrawText()).as(figure.file()).isTrue();
      assertThat(figure.picture().toSvg()).as(figure.file()).contains("<svg", "</svg>");
      assertThat(figure.picture().toPng(1)).as(figure.file()).hasSizeGreaterThan(1000);
    }
  }

  @Test
  void chinesePicturesAreChineseInImagesToo() {
    Working working = Lesson.BY_HAND.run(LessonWords.of(Locale.CHINESE), Optional.empty());
    Part.Figure figure = working.figures().getFirst();

    assertThat(figure.picture().title()).isEqualTo("第 1 课：值与误差信号");
    assertThat(figure.picture().canDrawText()).isTrue();
  }

  @Test
  void thereAreFiveLessons() {
    assertThat(Lesson.numbered(1)).contains(Lesson.BY_HAND);
    assertThat(Lesson.numbered(5)).contains(Lesson.MATRICES);
    assertThat(Lesson.numbered(0)).isEmpty();
    assertThat(Lesson.numbered(6)).isEmpty();
  }
}
