// The variables of the running program, from its own ELF symbol table: which array an address belongs to,
// how large it is, and which function declared it. Used for bounds and for static memory budgets.
#pragma once
#include <cxxabi.h>
#include <dlfcn.h>
#include <elf.h>
#include <link.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace xpiler {

struct Variable {
  std::uintptr_t address = 0;  // for thread-local ones: the offset in the module's block
  std::size_t bytes = 0;
  std::string function;  // empty at file scope
  std::string name;
  bool thread_local_ = false;
};

class Symbols {
 public:
  std::vector<Variable> variables;      // sorted by address
  std::vector<std::string> visible;     // functions other files could call: kernels and wrappers, not helpers
  char *thread_block = nullptr;         // this thread's instance of the module's thread-local variables
  std::size_t thread_block_bytes = 0;

  // Reads the module that contains `anchor`.
  explicit Symbols(const void *anchor) {
    anchor_ = reinterpret_cast<std::uintptr_t>(anchor);
    dl_iterate_phdr(&Symbols::visit, this);
    std::sort(variables.begin(), variables.end(), [](const Variable &a, const Variable &b) { return a.address < b.address; });
  }

  const Variable *at(const void *pointer) const {
    std::uintptr_t p = reinterpret_cast<std::uintptr_t>(pointer);
    const Variable *best = nullptr;
    for (const Variable &v : variables)
      if (!v.thread_local_ && v.bytes && v.address <= p && p <= v.address + v.bytes && (!best || p < v.address + v.bytes)) best = &v;
    return best;
  }

  // Bytes of the variables that live while `kernel` runs: those at file scope, its own and those of helper functions.
  template <class Select>
  std::size_t footprint(const std::string &kernel, Select select) const {
    std::size_t sum = 0;
    for (const Variable &v : variables) {
      bool other = !v.function.empty() && v.function != kernel && std::find(visible.begin(), visible.end(), v.function) != visible.end();
      if (!other && select(v)) sum += v.bytes;
    }
    return sum;
  }

 private:
  std::uintptr_t anchor_ = 0;

  static int visit(dl_phdr_info *info, std::size_t, void *self_) {
    auto *self = static_cast<Symbols *>(self_);
    bool mine = false;
    for (int i = 0; i < info->dlpi_phnum; ++i) {
      const auto &segment = info->dlpi_phdr[i];
      std::uintptr_t start = info->dlpi_addr + segment.p_vaddr;
      if (segment.p_type == PT_LOAD && self->anchor_ >= start && self->anchor_ < start + segment.p_memsz) mine = true;
      if (segment.p_type == PT_TLS && mine) {
        self->thread_block = static_cast<char *>(info->dlpi_tls_data);
        self->thread_block_bytes = segment.p_memsz;
      }
    }
    if (!mine) return 0;
    self->read(info->dlpi_name && info->dlpi_name[0] ? info->dlpi_name : "/proc/self/exe", info->dlpi_addr);
    return 1;
  }

  void read(const char *path, std::uintptr_t load_address) {
    FILE *file = std::fopen(path, "rb");
    if (!file) return;
    std::vector<char> image;
    char chunk[1 << 16];
    for (std::size_t n; (n = std::fread(chunk, 1, sizeof chunk, file)) > 0;) image.insert(image.end(), chunk, chunk + n);
    std::fclose(file);
    auto *header = reinterpret_cast<const ElfW(Ehdr) *>(image.data());
    auto *sections = reinterpret_cast<const ElfW(Shdr) *>(image.data() + header->e_shoff);
    for (int i = 0; i < header->e_shnum; ++i) {
      if (sections[i].sh_type != SHT_SYMTAB) continue;
      auto *symbol = reinterpret_cast<const ElfW(Sym) *>(image.data() + sections[i].sh_offset);
      const char *strings = image.data() + sections[sections[i].sh_link].sh_offset;
      for (std::size_t k = 0; k < sections[i].sh_size / sizeof *symbol; ++k) add(symbol[k], strings + symbol[k].st_name, load_address);
    }
  }

  void add(const ElfW(Sym) & symbol, const char *mangled, std::uintptr_t load_address) {
    int type = symbol.st_info & 0xF, binding = symbol.st_info >> 4;
    if (symbol.st_shndx == SHN_UNDEF) return;
    if (type == STT_FUNC && binding != STB_LOCAL) visible.push_back(last_name(demangle(mangled)));
    if (type != STT_OBJECT && type != STT_TLS) return;
    Variable v;
    v.thread_local_ = type == STT_TLS;
    v.address = v.thread_local_ ? symbol.st_value : load_address + symbol.st_value;
    v.bytes = symbol.st_size;
    std::string full = demangle(mangled);  // "softmax(float*, int)::row" for a local one
    std::size_t split = full.rfind("::");
    if (split != std::string::npos && mangled[0] == '_' && std::string(mangled).compare(0, 3, "_ZZ") == 0) {
      v.function = last_name(full.substr(0, split));
      v.name = full.substr(split + 2);
    } else {
      v.name = full;
    }
    variables.push_back(v);
  }

  static std::string demangle(const char *mangled) {
    int status = 0;
    char *text = abi::__cxa_demangle(mangled, nullptr, nullptr, &status);
    std::string result = status == 0 && text ? text : mangled;
    std::free(text);
    return result;
  }

  // "void (anonymous namespace)::softmax<4>(float*)" -> "softmax"
  static std::string last_name(std::string text) {
    std::size_t end = text.size();
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text.compare(i, 21, "(anonymous namespace)") == 0) i += 20;
      else if (text[i] == '(' || text[i] == '<') { end = i; break; }
    }
    std::size_t begin = text.find_last_of(": ", end ? end - 1 : 0);
    begin = begin == std::string::npos ? 0 : begin + 1;
    return text.substr(begin, end - begin);
  }
};

}  // namespace xpiler
