/// The routes of the studio server: [PageFiles] has the files of the page, [PlayRoutes] the tabs,
/// [WhyRoutes] everything about traced steps, exercises, runs and races. [StudioWords] are the
/// texts.
@NullMarked
package dev.adjoint.studio.page;

import org.jspecify.annotations.NullMarked;
