package dev.adjoint.explain.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.explain.lesson.text.WorkingText;
import dev.adjoint.explain.lesson.working.LessonWords;
import dev.adjoint.explain.lesson.working.Working;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WordsTest {

  private static final Properties ENGLISH = read("texts.properties");
  private static final Properties CHINESE = read("texts_zh.properties");

  private static Properties read(String name) {
    try (var in = Lesson.class.getResourceAsStream(name);
        var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      Properties texts = new Properties();
      texts.load(reader);
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void bothLanguagesHaveTheSameKeys() {
    assertThat(ENGLISH.stringPropertyNames()).hasSizeGreaterThan(200);
    assertThat(CHINESE.stringPropertyNames()).isEqualTo(ENGLISH.stringPropertyNames());
  }

  @Test
  void bothLanguagesFillInTheSameNumberOfArguments() {
    for (String key : ENGLISH.stringPropertyNames()) {
      assertThat(arguments(CHINESE.getProperty(key)))
          .as(key)
          .isEqualTo(arguments(ENGLISH.getProperty(key)));
    }
  }

  private static long arguments(String text) {
    return Pattern.compile("%s").matcher(text).results().count();
  }

  @Test
  void everyTextIsUsed() {
    Set<String> asked = new HashSet<>();
    LessonWords words = new LessonWords(recording(asked));
    for (Lesson lesson : Lesson.values()) {
      lesson.summary(words);
      Working working = lesson.run(words, Optional.empty());
      WorkingText.of(working, words, file -> file);
    }
    // With a folder of real digits the first paragraph about them is another one, and a check that
    // fails is told in a sentence of its own; the program lists the lessons.
    asked.addAll(List.of("digits.real", "lesson.differs"));
    asked.addAll(List.of("lessons.heading", "lessons.run", "lessons.folder"));

    assertThat(ENGLISH.stringPropertyNames()).isEqualTo(asked);
  }

  @Test
  void aMissingTranslationIsNotTakenFromTheLanguageOfTheMachine() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.SIMPLIFIED_CHINESE);
      assertThat(LessonWords.english().text("picture.loss")).isEqualTo("loss");
      assertThat(LessonWords.of(Locale.GERMAN).text("picture.loss")).isEqualTo("loss");
      assertThat(LessonWords.of(Locale.TRADITIONAL_CHINESE).text("picture.loss")).isEqualTo("损失");
    } finally {
      Locale.setDefault(before);
    }
  }

  private static ResourceBundle recording(Set<String> asked) {
    return new ResourceBundle() {
      @Override
      protected Object handleGetObject(String key) {
        asked.add(key);
        return ENGLISH.getProperty(key);
      }

      @Override
      public Enumeration<String> getKeys() {
        return Collections.enumeration(ENGLISH.stringPropertyNames());
      }
    };
  }
}
