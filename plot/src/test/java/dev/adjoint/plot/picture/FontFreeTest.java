package dev.adjoint.plot.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Java2D text fails on a machine without fonts, and this machine may have some: so the class files
/// are searched.
class FontFreeTest {
  private static final Set<String> TEXT_CALLS =
      Set.of("drawString", "drawGlyphVector", "getFontMetrics", "setFont", "getFont");

  @Test
  void noClassOfTheModuleTouchesAFont() throws Exception {
    List<Path> classes = classFiles();

    assertThat(classes).hasSizeGreaterThan(20);
    assertThat(classes.stream().flatMap(FontFreeTest::fontUses)).isEmpty();
  }

  @Test
  void theSearchSeesWhatTheClassesUse() throws Exception {
    assertThat(classFiles().stream().flatMap(FontFreeTest::references))
        .contains("java/awt/Graphics2D", "fill", "createGraphics");
  }

  private static List<Path> classFiles() throws IOException, URISyntaxException {
    Path root = Path.of(Picture.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(f -> f.toString().endsWith(".class")).toList();
    }
  }

  private static Stream<String> fontUses(Path file) {
    return references(file)
        .filter(name ->
            name.startsWith("java/awt/Font")
                || name.startsWith("java/awt/font/")
                || TEXT_CALLS.contains(name))
        .map(name -> file.getFileName() + " uses " + name);
  }

  private static Stream<String> references(Path file) {
    try {
      Stream.Builder<String> names = Stream.builder();
      for (PoolEntry entry : ClassFile.of().parse(file).constantPool()) {
        switch (entry) {
          case ClassEntry type -> names.add(type.asInternalName());
          case MemberRefEntry member -> names.add(member.name().stringValue());
          default -> {}
        }
      }
      return names.build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
