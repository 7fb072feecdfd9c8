package dev.adjoint.cli.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LanguageTest {

  @Test
  void theEnvironmentNamesTheLanguageInTheOrderOfPosix() {
    assertThat(Language.of(Map.of("LANG", "zh_CN.UTF-8"), Locale.ENGLISH).getLanguage())
        .isEqualTo("zh");
    assertThat(
            Language.of(Map.of("LANG", "zh_CN.UTF-8", "LC_ALL", "en_US.UTF-8"), Locale.CHINESE)
                .getLanguage())
        .isEqualTo("en");
    assertThat(
            Language.of(Map.of("LC_MESSAGES", "zh_TW", "LANG", "de", "LC_ALL", ""), Locale.ENGLISH)
                .getLanguage())
        .isEqualTo("zh");
  }

  @Test
  void whereTheEnvironmentNamesNoLanguageTheJvmDecides() {
    assertThat(Language.of(Map.of(), Locale.CHINESE)).isEqualTo(Locale.CHINESE);
    assertThat(Language.of(Map.of("LANG", "C.UTF-8"), Locale.CHINESE)).isEqualTo(Locale.CHINESE);
    assertThat(Language.of(Map.of("LC_ALL", "POSIX"), Locale.ENGLISH)).isEqualTo(Locale.ENGLISH);
  }
}
