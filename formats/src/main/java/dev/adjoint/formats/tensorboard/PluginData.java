package dev.adjoint.formats.tensorboard;

import dev.adjoint.formats.protobuf.WireReader;
import java.io.IOException;

/// The plugin of TensorBoard that shows a value.
///
/// @param content a message of the plugin
record PluginData(String name, byte[] content) {

  /// Reads the metadata of a value.
  static PluginData read(WireReader metadata) throws IOException {
    PluginData data = new PluginData("", new byte[0]);
    while (metadata.next()) {
      if (metadata.field() == 1) {
        data = inner(metadata.message());
      } else {
        metadata.skip();
      }
    }
    return data;
  }

  private static PluginData inner(WireReader reader) throws IOException {
    String name = "";
    byte[] content = new byte[0];
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> name = reader.text();
        case 2 -> content = reader.bytes();
        default -> reader.skip();
      }
    }
    return new PluginData(name, content);
  }
}
