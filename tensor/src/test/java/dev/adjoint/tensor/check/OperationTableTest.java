package dev.adjoint.tensor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import dev.adjoint.tensor.op.elementwise.UnaryOp;
import dev.adjoint.tensor.op.matmul.MatmulOp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class OperationTableTest {

  private static final long SEED = Long.getLong("adjoint.seed", 20_261_121);

  @TestFactory
  Stream<DynamicTest> everyRowAgreesWithTheCentralDifference() {
    return OperationTable.rows().stream()
        .map(row ->
            DynamicTest.dynamicTest(
                row.operation(),
                () ->
                    assertThat(OperationTable.check(row, SEED).verdicts())
                        .as("seed %d; rerun with -Dadjoint.seed=%d", SEED, SEED)
                        .isNotEmpty()
                        .allMatch(Verdict::passed)));
  }

  @Test
  void everyOperationHasARowThatRunsIt() throws Exception {
    Set<Object> run = new HashSet<>();
    for (OperationRow row : OperationTable.rows()) {
      for (Tensor[] in : row.inputs().apply(new SplittableRandom(SEED))) {
        List<Tensor> computed = new ArrayList<>();
        Trace trace = Trace.of(() -> computed.add(row.function().apply(in)));
        for (Trace.Step step : trace.steps()) {
          if (step.operation().label().equals(row.operation())) {
            run.add(identity(step.operation()));
          }
        }
      }
    }
    List<Object> operations = new ArrayList<>();
    for (Class<?> type : classesOf("dev/adjoint/tensor/op")) {
      if (type.isEnum() && Operation.class.isAssignableFrom(type)) {
        operations.addAll(List.of(type.getEnumConstants()));
      } else if (type.isRecord() && Operation.class.isAssignableFrom(type)) {
        operations.add(type);
      }
    }
    assertThat(operations).hasSizeGreaterThan(50).contains(MatmulOp.class, UnaryOp.EXP);
    assertThat(run).containsAll(operations);
  }

  /// A row stands for an enum constant, or for a record class whatever its attributes.
  private static Object identity(Operation operation) {
    return operation instanceof Enum<?> ? operation : operation.getClass();
  }

  private static List<Class<?>> classesOf(String folder) throws Exception {
    URI location = Operation.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    Path root = Path.of(location);
    if (Files.isDirectory(root)) {
      return load(root, root.resolve(folder));
    }
    try (var jar = FileSystems.newFileSystem(root)) {
      return load(jar.getPath("/"), jar.getPath("/" + folder));
    }
  }

  private static List<Class<?>> load(Path root, Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
          .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
          .<Class<?>>map(OperationTableTest::load)
          .toList();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
