// Runs before gouji, in words that the oldest Node understands: it is the old ones that have to read it.
var needed = /(\d+)\.(\d+)/.exec(require('../package.json').engines.node);
var present = /(\d+)\.(\d+)/.exec(process.versions.node);
var majors = present[1] - needed[1];
if (majors < 0 || (majors === 0 && present[2] - needed[2] < 0)) {
  var versions = '这里的 Node.js 是 ' + present[0] + '，太旧；需要 ' + needed[0] + ' 或更新版本';
  console.error('gouji: ' + versions + '，请换用（见《使用说明.txt》）');
  process.exit(2);
}
