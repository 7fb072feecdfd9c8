package dev.adjoint.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The classes that the runners of other libraries share with this module compile without all
/// others, since the build of the runners names them one by one and is no part of this build.
class SharedProtocolTest {

  private static final Pattern INCLUDED = Pattern.compile("<include>(\\w+\\.java)</include>");

  @TempDir private Path classes;

  @Test
  void theSharedClassesNeedNoOthers() throws IOException {
    Path module = Files.isDirectory(Path.of("peers")) ? Path.of("") : Path.of("bench");
    Path sources = module.resolve("src/main/java/dev/adjoint/bench/workload");
    String pom = Files.readString(module.resolve("peers/protocol/pom.xml"));
    List<Path> shared =
        INCLUDED.matcher(pom).results().map(found -> sources.resolve(found.group(1))).toList();
    assertThat(shared).contains(sources.resolve("Protocol.java"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      StringWriter errors = new StringWriter();
      boolean compiled =
          compiler
              .getTask(
                  errors,
                  files,
                  null,
                  List.of("-d", classes.toString(), "-proc:none", "-cp", classes.toString()),
                  null,
                  files.getJavaFileObjectsFromPaths(shared))
              .call();
      assertThat(compiled).as(errors.toString()).isTrue();
    }
  }
}
