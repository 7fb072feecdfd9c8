package dev.adjoint.formats.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.formats.ByteSource;
import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.pytorch.PyTorchValue.Dictionary;
import dev.adjoint.formats.pytorch.PyTorchValue.Real;
import dev.adjoint.formats.pytorch.PyTorchValue.Sequence;
import dev.adjoint.formats.pytorch.PyTorchValue.Text;
import dev.adjoint.formats.pytorch.PyTorchValue.Truth;
import dev.adjoint.formats.pytorch.PyTorchValue.Whole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Small hand-written pickles; each character is a byte.
class PickleMachineTest {

  @Test
  void numbersTextsAndDictionariesOfEveryFormAreRead() throws IOException {
    assertThat(run("I7\n.")).isEqualTo(Whole.of(7));
    assertThat(run("L-9L\n.")).isEqualTo(Whole.of(-9));
    assertThat(run("F-inf\n.")).isEqualTo(new Real(Double.NEGATIVE_INFINITY));
    assertThat(run("I01\n.")).isEqualTo(new Truth(true));
    assertThat(run("S'it\\'s\\x41'\n.")).isEqualTo(new Text("it'sA"));
    assertThat(run("V\\u68c0\\U0001f600!\n.")).isEqualTo(new Text("检😀!"));
    assertThat(run("J\u00ff\u00ff\u00ff\u00ff.")).isEqualTo(Whole.of(-1));
    assertThat(run("\u008a\u0000.")).isEqualTo(Whole.of(0));
    assertThat(run("\u008a\u0002\u0000\u00ff.")).isEqualTo(Whole.of(-256));
    assertThat(run("G?\u00e0\0\0\0\0\0\0.")).isEqualTo(new Real(0.5));
    assertThat(run("(I1\nI2\nd.")).isInstanceOf(Dictionary.class);
    assertThat(run("\u0080\u0005\u0095\3\0\0\0\0\0\0\0\u008c\1a.")).isEqualTo(new Text("a"));
    assertThat(run("(K\1K\2\u0091."))
        .isEqualTo(new Sequence(PyTorchValue.SequenceKind.SET, List.of(Whole.of(1), Whole.of(2))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "cos\\nsystem\\n.|the pickle asks for os.system (byte 11), which is not one of the allowed names, so nothing was executed; save tensors, numbers and texts only, such as torch.save(model.state_dict(), …)",
        "cbuiltins\\neval\\n.|the pickle asks for builtins.eval (byte 15), which is not one of the allowed names, so nothing was executed; save tensors, numbers and texts only, such as torch.save(model.state_dict(), …)",
        "cbuiltins\\nint\\n)R.|builtins.int is not a function (pickle, byte 16); fetch or save the file again",
        "(ios\\nsystem\\n.|the instruction 0x69 is unknown or not allowed (pickle, byte 2); fetch or save the file again",
        "]q\\0h\\0a.|values are nested more than 100 levels deep, or contain themselves (pickle, byte 7); fetch or save the file again",
        ".|a value is popped from an empty stack (pickle, byte 1); fetch or save the file again",
        "K|the pickle ends before its last instruction; it is cut short (pickle, byte 1); fetch or save the file again",
        "h\\7.|the value number 7 is used but was never stored (pickle, byte 2); fetch or save the file again",
        "t.|values are popped up to a mark that is missing (pickle, byte 1); fetch or save the file again",
        "K\\1K\\1a.|an item is added to something that is not a list (pickle, byte 5); fetch or save the file again",
        "}]K\\1s.|a key of a dictionary is neither a text nor a number nor a tuple of these (pickle, byte 5); fetch or save the file again",
        "K\\1Q.|a storage is named by something that is not a tuple of 5 (pickle, byte 3); fetch or save the file again",
        "X\\uFF\\uFF\\uFF\\u7Fa.|2147483647 bytes are needed but 2 are left (pickle, byte 5); fetch or save the file again",
      })
  void forbiddenAndBrokenPicklesAreRefusedWithTheOffset(String pickle, String reason) {
    String code =
        pickle
            .replace("\\n", "\n")
            .replace("\\uFF", "\u00ff")
            .replace("\\u7F", "\u007f")
            .replace("\\0", "\0")
            .replace("\\1", "\1")
            .replace("\\7", "\7");
    assertThatThrownBy(() -> run(code))
        .isInstanceOf(FormatException.class)
        .hasMessage("x.pt: " + reason);
  }

  @Test
  void nestedRepeatedListsDoNotFillTheMemory() {
    // Each list contains the previous one ten times: 10¹² values from 300 instructions.
    StringBuilder pickle = new StringBuilder("]q\0");
    for (int level = 1; level <= 12; level++) {
      char number = (char) level;
      pickle.append("](").append(("h" + (char) (level - 1)).repeat(10)).append("eq").append(number);
    }
    assertThatThrownBy(() -> run(pickle + "."))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("the pickle repeats its values more than");
  }

  private static PyTorchValue run(String pickle) throws IOException {
    byte[] bytes = pickle.getBytes(StandardCharsets.ISO_8859_1);
    PickleSource source = new PickleSource(Path.of("x.pt"), ByteSource.of(bytes), 0, bytes.length);
    TensorRebuilds tensors = new TensorRebuilds((storage, type) -> ByteSource.of(new byte[64]));
    return new PickleMachine(source, new AllowedNames(tensors)).run();
  }
}
